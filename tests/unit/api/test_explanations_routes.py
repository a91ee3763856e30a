"""Explanations in sentences over the API: what they say, and at which rows they point now."""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl
import pytest

import commonweal as cw
from commonweal.api.pointing import position_of
from commonweal.show.said import SAID, explanations_said
from commonweal.store.economies import version
from commonweal.store.results import Outcome, add_result
from commonweal.store.scope import of_project
from unit.api.embedded import Served


@cache
def said() -> bytes:
    plan = cw.plan(cw.read("village"))
    return explanations_said(plan, cw.explain(plan, most=1))


def kept(served: Served, economy: str, files: dict[str, bytes]) -> str:
    """The path of an explanation that was kept as a job keeps it."""
    manifest, contents = served.store.contents.put_all(files)
    with served.store.database.writing(of_project(served.project)) as connection:
        number = version(connection, served.project, economy).number
        found = Outcome(
            key=economy.rjust(64, "0"), kind="explain", manifest=manifest, options={"language": "en"},
            program_version="0.1.0", economy=economy, version=number, contents=tuple(contents),
        )  # fmt: skip
        return f"~/results/{add_result(connection, served.store, served.project, found, who='0' * 32).id}"


def rows_pointed_at(told: dict[str, Any]) -> dict[str, int | None]:
    """Tables and rows of the reasons."""
    reasons = told["explanations"][0]["reasons"]
    links = [link for reason in reasons for link in reason["links"] if link["kind"] == "row"]
    return {link["table"]: link["row"] for link in reversed(links)}


def test_sentences_come_in_the_language_that_is_asked_for(served: Served) -> None:
    path = kept(served, served.village().split("/")[-1], {SAID: said()})
    english = served("GET", f"{path}/explanation").json()
    arabic = served("GET", f"{path}/explanation?language=ar").json()
    assert english["explanations"][0]["headline"]["text"].startswith("Energy in The hill hamlet")
    assert "ضيعة التل" in arabic["explanations"][0]["headline"]["text"]
    assert english["explanations"][0]["reliefs"][0]["changes"][0]["from"] == "2031-03-17"
    assert served("GET", f"{path}/explanation?language=fr").status_code == 422


def test_rows_are_pointed_at_where_they_stand_now(served_anywhere: Served) -> None:
    """The first store is taken out: those that hold people short move up, and the answer is another."""
    served = served_anywhere
    economy = served.village()
    path = kept(served, economy.split("/")[-1], {SAID: said()})
    first = served("GET", f"{path}/explanation")
    tag = {"If-None-Match": first.headers["etag"]}
    assert served("GET", f"{path}/explanation", headers=tag).status_code == 304
    before = rows_pointed_at(first.json())
    names = [row[0] for row in served("GET", f"{economy}/tables/routes").json()["rows"]]
    assert before["routes"] is not None
    assert names[before["routes"]] == "cart-track"
    edit = {"edits": [{"do": "drop", "table": "stocks", "row": 0}]}
    assert served("POST", f"{economy}/edits", json=edit, headers={"If-Match": '"v1"'}).status_code == 200
    after = rows_pointed_at(served("GET", f"{path}/explanation", headers=tag).json())
    assert before["stocks"] is not None
    assert after == before | {"stocks": before["stocks"] - 1}


def test_a_result_that_explains_nothing_says_so(served: Served) -> None:
    path = kept(served, served.village().split("/")[-1], {"text.txt": b"a plan"})
    answer = served("GET", f"{path}/explanation")
    assert answer.status_code == 404
    assert "explains nothing" in answer.json()["detail"]


def test_sentences_are_told_after_the_economy_was_put_away(served: Served) -> None:
    economy = served.village()
    path = kept(served, economy.split("/")[-1], {SAID: said()})
    assert served("DELETE", economy, headers={"If-Match": '"v1"'}).status_code < 300
    told = served("GET", f"{path}/explanation").json()
    assert set(rows_pointed_at(told).values()) == {None}


ROUTES = pl.DataFrame(
    {
        "route": ["road", "track", "track", "ford"],
        "from": [None, None, "2031-03-17", None],
        "until": [None, "2031-03-17", None, None],
    },
    schema={"route": pl.String, "from": pl.String, "until": pl.String},
).with_columns(pl.col("from", "until").str.to_date())


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ({"route": "road", "from": None, "until": None}, 0),
        ({"route": "track", "from": "2031-03-17", "until": None}, 2),
        ({"route": "track", "from": "2031-03-31", "until": "2031-04-07"}, 2),
        ({"route": "track", "from": "2031-03-03", "until": "2031-03-10"}, 1),
        ({"route": "ford", "from": "2031-03-17", "until": None}, 3),
        ({"route": "bridge", "from": None, "until": None}, None),
    ],
)
def test_a_row_is_found_by_its_key_and_a_part_of_one_by_its_days(
    key: dict[str, str | None], row: int | None
) -> None:
    assert position_of(ROUTES, key) == row
