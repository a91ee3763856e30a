"""Write the reference pages from the program itself, so that they can't drift apart.

Run without arguments: ``python scripts/make_reference.py``. A test fails where a page is stale.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

import commonweal
from commonweal.api.app import make_app
from commonweal.api.settings import ServerSettings
from commonweal.cli.app import app
from commonweal.formulate.formulate import ROW_FAMILIES
from commonweal.model import TABLES, Column, Kind, Settings, Table
from commonweal.model.limits import SELECTOR_COLUMNS
from commonweal.store.opening import open_store

FOLDER = Path(__file__).parents[1] / "docs" / "reference"

_MADE = "<!-- Written by scripts/make_reference.py; change the program, not this page. -->"
_KINDS = {
    Kind.NAME: "name",
    Kind.TEXT: "text",
    Kind.NUMBER: "number",
    Kind.SHARE: "share, 0 to 1",
    Kind.COUNT: "whole number",
    Kind.DATE: "day, as 2016-07-01",
    Kind.CHOICE: "word",
    Kind.FLAG: "`yes` or `no`",
}


def pages() -> dict[str, str]:
    """Name and text of every page."""
    made = {
        "api-routes.md": api_page(),
        "cli.md": cli_page(),
        "python.md": python_page(),
        "row-families.md": row_families_page(),
        "tables.md": tables_page(),
    }
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


def tables_page() -> Iterator[str]:
    """Every table of an economy with its columns."""
    yield from ("# Tables of an economy", "", _MADE, "")
    yield (
        "An economy is a folder of CSV or Parquet files with an `economy.toml`, a `.zip` of such a folder, "
        "or an `.xlsx` workbook with the same sheets and a sheet `economy`. Each table is a file (or a "
        "sheet) of its name; tables with no rows may be left out, except those marked *required*."
    )
    yield ""
    yield "Blank means what the column says: no limit, everywhere, always, none. It never means zero."
    yield ""
    yield "| table | one row is |"
    yield "|---|---|"
    yield "| [`economy.toml`](#economytoml) | the settings |"
    for table in TABLES.values():
        yield f"| [`{table.name}`](#{table.name}) | {table.meaning} |"
    yield ""
    yield from _settings()
    for table in TABLES.values():
        yield from _table(table)
    yield from _selectors()


def _settings() -> Iterator[str]:
    """The keys of ``economy.toml``."""
    yield from ("## economy.toml", "", "| key | required | default | meaning |", "|---|---|---|---|")
    meanings = _attributes(Settings)
    for name, field in Settings.model_fields.items():
        if name == "calendar":
            continue
        default = "" if field.is_required() else f"`{field.default!r}`"
        yield f"| `{name}` | {'yes' if field.is_required() else ''} | {default} | {meanings[name]} |"
    yield "| `calendar.start` | yes |  | First day of the first period. |"
    yield "| `calendar.lengths` | this, or the next two |  | Days in each period, as a list. |"
    yield "| `calendar.periods`, `calendar.days` |  |  | Number of periods, and days in each. |"
    yield ""


def _attributes(described: type) -> dict[str, str]:
    """Meaning of each attribute, from the docstring of its class."""
    section = inspect.getdoc(described).partition("Attributes\n----------\n")[2]  # type: ignore[union-attr]
    found = re.findall(r"^(\w+)\n((?:    .*\n?)+)", section, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in found}


def _table(table: Table) -> Iterator[str]:
    """One table."""
    yield from (f"## {table.name}", "", f"One row is {table.meaning}.", "")
    facts = ["*Required.*"] if table.required else []
    facts.append(f"Rows are told apart by {', '.join(f'`{name}`' for name in table.key)}.")
    if table.dated:
        facts.append("Rows that agree in these may differ in time (`from`, `until`).")
    if table.unit_column:
        facts.append("A column `unit` may give the unit of the row's amounts; blank: that of the good.")
    facts += [f"Further columns `{prefix}…` give names in languages." for prefix in table.extra_prefixes]
    yield from (
        " ".join(facts),
        "",
        "| column | holds | unit | required | meaning |",
        "|---|---|---|---|---|",
    )
    for column in table.columns:
        required = "yes" if column.required else ""
        yield f"| `{column.name}` | {_holds(column)} | {column.unit} | {required} | {column.meaning} |"
    yield ""


def _holds(column: Column) -> str:
    """What may stand in a column."""
    parts = [_KINDS[column.kind]]
    if column.refers_to:
        parts = [f"name from `{column.refers_to}`"]
    if column.choices:
        parts = [", ".join(f"`{word}`" for word in column.choices)]
    if column.star:
        parts.append("or `*`")
    if column.kind is not Kind.SHARE:
        limits = ((column.at_least, "≥"), (column.above, ">"), (column.at_most, "≤"))
        parts += [f"{sign} {limit:g}" for limit, sign in limits if limit is not None]
    return " ".join(parts)


def _selectors() -> Iterator[str]:
    """What a selector of ``limit_terms`` may name."""
    yield from ("## Selectors", "", "| kind | columns |", "|---|---|")
    for kind, columns in SELECTOR_COLUMNS.items():
        yield f"| `{kind}` | {', '.join(f'`{column}`' for column in columns)} |"
    yield ""
    yield (
        "Sums are in levels for activities, in tonnes for routes, and in the unit of the good for the "
        "others. In values `%`, `,`, `=`, `[` and `]` are written as percent codes."
    )
    yield ""


def row_families_page() -> Iterator[str]:
    """Every family of rows of the program."""
    yield from ("# Rows of the program", "", _MADE, "")
    yield (
        "An economy becomes a linear program: columns are what can be done, rows are what must hold. Each "
        "family of rows has its formula, its unit, and the meaning of its price: the change of the aim for "
        "one more unit of its right-hand side ([conventions §6](../conventions.md#6-prices)). Capacities of "
        "activities and stores are bounds of their columns. Each family is shown by a small program in "
        "`tests/golden/`."
    )
    yield ""
    for family in ROW_FAMILIES:
        yield from (f"## {family.name}", "", "```text", family.formula, "```", "")
        yield from (f"- unit: {family.unit}", f"- price: {family.price}")
        yield from (f"- golden program: `{family.golden}.lp`", "")


def cli_page() -> Iterator[str]:
    """Every command with its arguments and options."""
    group: Any = typer.main.get_command(app)
    yield from ("# Commands", "", _MADE, "", group.help, "", group.epilog, "")
    yield (
        "Results go to stdout; findings, progress and remarks go to stderr. `COMMONWEAL_DEBUG=1` shows the "
        "full trace of an internal error."
    )
    yield ""
    yield from (f"- `commonweal {' '.join(param.opts)}`: {param.help}" for param in group.params)
    yield ""
    for name, command in _commands(group):
        yield from (f"## commonweal {name}", "", command.help, "", *_parameters(command), "")


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _parameters(command: Any) -> Iterator[str]:
    """Arguments and options of a command."""
    yield from ("| argument or option | default | meaning |", "|---|---|---|")
    for param in command.params:
        is_option = param.param_type_name == "option"
        words = param.metavar or ""
        name = f"{', '.join(param.opts)} {words}".strip() if is_option else words
        default = param.default
        shown = f"`{default}`" if param.show_default and default not in {None, False} else ""
        required = "*required*" if param.required and is_option else shown
        yield f"| `{name.replace('|', '¦')}` | {required} | {param.help} |".replace("¦", "\\|")


def api_page() -> Iterator[str]:
    """Every operation of the API, as its OpenAPI document tells it."""
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        paths = make_app(store, ServerSettings(workers=0)).openapi()["paths"]
    subjects: dict[str, list[str]] = {}
    for path, item in paths.items():
        for method, operation in item.items():
            call = f"`{method.upper()} {path.removeprefix('/api/v1')}`"
            what = " ".join(operation["description"].partition("\n\n")[0].split()).replace("``", "`")
            line = f"| `{operation['operationId']}` | {call} | {operation['x-needs']} | {what} |"
            subjects.setdefault(operation["tags"][0], []).append(line)
    yield from ("# Routes of the API", "", _MADE, "", "[The API](api.md) says how to call them, and "
                "[who may do what](../explanation/rights.md) what they need.", "")  # fmt: skip
    for subject, lines in subjects.items():
        yield from (f"## {subject}", "", "| operation | call | needs | what it does |", "|---|---|---|---|")
        yield from (*lines, "")


def python_page() -> Iterator[str]:
    """Every public name of the package."""
    yield from ("# Python", "", _MADE, "", "`import commonweal as cw`, then:", "")
    names = sorted((name for name in commonweal.__all__ if name[0] != "_"), key=str.lower)
    for name, earlier in zip(names, ("", *names), strict=False):
        anchor = name.lower() + ("-1" if name.lower() == earlier.lower() else "")  # Plan and plan
        yield f"- [`{name}`](#{anchor}): {_first_line(name)}"
    yield ""
    for name in names:
        yield from _name(name)


def _first_line(name: str) -> str:
    """What a name is, in a line."""
    return _told(name).partition("\n\n")[0].replace("\n", " ")


def _told(name: str) -> str:
    """The docstring of a public name."""
    value = getattr(commonweal, name)
    if name == "TABLES":
        return "Every table of an economy by its name, in the order of writing; see [tables](tables.md)."
    return inspect.getdoc(value) or ""


def _name(name: str) -> Iterator[str]:
    """A public name with its signature and docstring."""
    value = getattr(commonweal, name)
    yield from (f"## {name}", "")
    if inspect.isfunction(value):
        signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(value)))
        yield from ("```python", f"{name}{signature}", "```", "")
    first, _, rest = _told(name).partition("\n\n")
    yield from (first, "")
    if rest:
        yield from ("```text", rest, "```", "")


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
