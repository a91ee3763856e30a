"""What the source must not do, whatever the tests happen to run."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "commonweal"
FILES = sorted(SOURCE.rglob("*.py"))

RUNS_SQL = {
    "execute",
    "executemany",
    "executescript",
    "exec_driver_sql",
    "sql",
    "text",
    "query",
    "scalar",
    "scalars",
}
NEVER_IMPORTED = {"pickle", "cPickle", "dill", "shelve", "marshal", "cloudpickle", "telnetlib", "ftplib"}
NEVER_CALLED = {"eval", "exec", "compile", "__import__"}
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
UNPACKS = {"extract", "extractall"}  # of archives: names inside would choose where files go


@cache
def trees() -> list[tuple[Path, ast.AST]]:
    return [(file, ast.parse(file.read_text(encoding="utf-8"))) for file in FILES]


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Place, dotted name and node of every call."""
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{file.relative_to(SOURCE)}:{node.lineno}", ast.unparse(node.func), node


def is_put_together(node: ast.AST) -> bool:
    """Whether a text is made of others: an f-string, a sum, ``%`` or ``.format``."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return any(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in ast.walk(node))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in {"format", "join"} and isinstance(node.func.value, ast.Constant)
    return False


def test_sql_is_never_put_together_from_texts() -> None:
    found = [
        place
        for place, name, call in calls()
        if name.rpartition(".")[2] in RUNS_SQL
        and not name.startswith(("Text", "show.", "markup."))
        and touches_sql(place)
        and any(is_put_together(one) for one in call.args)
    ]
    assert found == []


def touches_sql(place: str) -> bool:
    """Whether a file speaks to a database at all."""
    content = (SOURCE / place.partition(":")[0]).read_text(encoding="utf-8")
    return any(word in content for word in ("sqlalchemy", "duckdb", "sqlite3", "psycopg"))


@pytest.mark.parametrize("sql", ["f'{x}'", "'a' + x", "'%s' % x", "'{}'.format(x)", "', '.join(x)"])
def test_texts_that_are_put_together_are_recognized(sql: str) -> None:
    assert is_put_together(ast.parse(sql, mode="eval").body)


def test_nothing_is_pickled() -> None:
    found = []
    for file, tree in trees():
        for node in ast.walk(tree):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{file.name}: {name}" for name in names if name.partition(".")[0] in NEVER_IMPORTED]
    unpickling = [place for place, name, _ in calls() if name.endswith(("read_pickle", "to_pickle"))]
    assert found + unpickling == []


def test_no_text_is_run_as_a_program() -> None:
    assert [place for place, name, _ in calls() if name in NEVER_CALLED | SHELLS] == []


def test_no_program_is_started_through_a_shell() -> None:
    found = [
        place
        for place, _, call in calls()
        for word in call.keywords
        if word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False)
    ]
    assert found == []


def test_archives_are_never_unpacked_by_their_own_names() -> None:
    found = []
    for place, name, _ in calls():
        content = (SOURCE / place.partition(":")[0]).read_text(encoding="utf-8")
        if name.rpartition(".")[2] in UNPACKS and ("zipfile" in content or "tarfile" in content):
            found.append(place.partition(":")[0])
    assert found == ["work/unpacking.py"]  # in a child with limits, after every name was looked at
    content = (SOURCE / "work" / "unpacking.py").read_text(encoding="utf-8")
    assert content.index("archive_faults(archive") < content.index("extractall")


def test_workbooks_are_opened_only_in_processes_of_their_own() -> None:
    """By ``data/workbook_reader.py``, which limits itself; tables of statistics by jobs, in their child."""
    found = {place.partition(":")[0] for place, name, _ in calls() if name.endswith("load_workbook")}
    assert {place for place in found if not place.startswith("importing/")} == {"data/workbook_reader.py"}
    for layer in ("api", "access", "store"):
        for file in (SOURCE / layer).rglob("*.py"):
            assert "commonweal.importing" not in file.read_text(encoding="utf-8"), file


def test_answers_are_compared_in_constant_time() -> None:
    content = (SOURCE / "access" / "keys.py").read_text(encoding="utf-8")
    assert "compare_digest" in content
    assert "secrets" in content
    for file in (SOURCE / "access").rglob("*.py"):
        assert "import random" not in file.read_text(encoding="utf-8"), file


@pytest.mark.slow  # `make lint` runs it each time
def test_bandit_finds_nothing_of_weight() -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "bandit",
            "-q",
            "-ll",
            "-c",
            str(SOURCE.parents[1] / "pyproject.toml"),
            "-r",
            SOURCE,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
