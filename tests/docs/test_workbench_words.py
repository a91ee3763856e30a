"""The words of scenarios in the workbench: those of the program, each with its name in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.model import TABLES
from commonweal.model.changes import CONFIDENCES
from commonweal.model.words import WORDS

WORKBENCH = Path(__file__).parents[2] / "frontend" / "src"


def read(path):
    return json.loads((WORKBENCH / path).read_text(encoding="utf-8"))


def test_the_words_of_the_workbench_are_those_of_the_program():
    ours = {
        word.name: {
            "name": word.name,
            "tables": list(word.tables),
            "table": word.table,
            "columns": None
            if word.columns is None
            else {table: list(names) for table, names in word.columns.items()},
            "defaults": dict(word.default_columns),
            "value": word.value,
            "usual": word.default_value,
            "atLeast": word.at_least,
            "atMost": word.at_most,
            "takesWhere": word.takes_where,
            "takesValues": word.takes_values,
            "dated": word.dated,
        }
        for word in WORDS.values()
    }
    assert {word["name"]: word for word in read("changes/words.json")["words"]} == ours


def test_the_tables_of_the_workbench_are_those_of_the_program():
    ours = [{"name": table.name, "key": list(table.key), "dated": table.dated} for table in TABLES.values()]
    assert read("changes/words.json")["tables"] == ours


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_word_table_and_confidence_has_its_name(language):
    named = read(f"language/{language}/changes.json")
    assert set(named["words"]) == set(WORDS)
    assert set(named["tables"]) == set(TABLES)
    assert set(named["confidence"]) == set(CONFIDENCES)
