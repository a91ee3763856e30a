"""Checks of names: allowed, told apart, known, and places that lie in one another."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import TABLES, Economy
from commonweal.model.goods import GOOD_KINDS
from commonweal.model.table import Column, Kind, Table
from commonweal.validate.report import LISTED, at, finding, shown, suggestion
from commonweal.validate.rows import filled, where

__all__ = ["check_names"]

_LONGEST_NAME = 200
_LONGEST_TEXT = 32_000
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
_CONTROL_IN_TEXT = r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # tab and line end may stand in a text
_RESERVED = ("*", "# unit")
_WORDS_OF_EFFORT = frozenset({"cost", "outside"})


def check_names(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Findings about names and about what they refer to."""
    for name, table in TABLES.items():
        for column in filled(economy, table):
            if column.kind in {Kind.NAME, Kind.TEXT}:
                yield from _allowed(economy, table, column)
            if column.refers_to and column.refers_to not in unread:
                yield from _known(economy, table, column)
        yield from _alike(economy, name, table.key[0])
    yield from _alike(economy, "goods", "family")
    yield from _circles(economy)
    if "goods" not in unread:
        yield from _carried(economy)
        if "economy" not in unread:
            yield from _settings(economy)


def _allowed(economy: Economy, table: Table, column: Column) -> Iterator[Finding]:
    """Names and texts that hold what they may not."""
    cell = pl.col(column.name)
    name = column.kind is Kind.NAME
    longest = _LONGEST_NAME if name else _LONGEST_TEXT
    checks = [
        (
            cell.str.contains(_CONTROL if name else _CONTROL_IN_TEXT),
            "It holds a control character or a line break.",
            "Type it again in one line.",
        ),
        (cell.str.len_chars() > longest, f"It is longer than {longest:,} characters.", "Shorten it."),
    ]
    if name:
        outer = (cell != cell.str.strip_chars()) | (cell == "")
        checks.append((outer, "It is empty, or has spaces around it.", "Take the spaces off."))
    if column.name == table.key[0]:
        reserved = (cell == _RESERVED[0]) | cell.str.starts_with(_RESERVED[1])
        checks.append((reserved, "'*' and '# unit' have a meaning of their own.", "Choose another name."))
    for condition, why, remedy in checks:
        for index in where(economy[table.name], condition):
            yield at(economy, "C03", (table.name, index, column.name), why, remedy)


def _known(economy: Economy, table: Table, column: Column) -> Iterator[Finding]:
    """Names that the table they refer to does not have."""
    target = TABLES[column.refers_to]
    known = economy[target.name][target.key[0]].drop_nulls().unique().to_list()
    allowed = [*known, "*"] if column.star else known
    rows = economy[table.name]
    why, remedy = f"There is no such name in {target.name}.", f"Add it to {target.name}."
    for count, index in enumerate(where(rows, ~pl.col(column.name).is_in(allowed))):
        if count < LISTED:  # looking for near names takes time, and the rest are only counted
            remedy = suggestion(rows[column.name][index], known, f"Add it to {target.name}.")
        yield at(economy, "C01", (table.name, index, column.name), why, remedy)


def _alike(economy: Economy, table: str, column: str) -> Iterator[Finding]:
    """Names that look the same and are not: case, spaces, Unicode forms."""
    names = economy[table][column]
    first: dict[str, str] = {}
    place_of = {name: index for index, name in reversed(list(enumerate(names)))}
    for name in names.drop_nulls().unique(maintain_order=True):
        other = first.setdefault(_folded(name), name)
        if other != name:
            index = place_of[name]
            why = f"It differs from '{shown(other)}' only in case, spaces or Unicode form."
            yield at(
                economy, "C02", (table, index, column), why, "Spell both the same, or give one another name."
            )


def _folded(name: str) -> str:
    """A name without case, spaces and Unicode forms."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _circles(economy: Economy) -> Iterator[Finding]:
    """Places that lie, through their parents, inside themselves."""
    places = economy["places"]
    parent = {
        place: inside for place, inside in places.select("place", "parent").iter_rows() if place and inside
    }
    settled: set[str] = set()
    for index, start in enumerate(places["place"]):
        path: dict[str, int] = {}
        place = start
        while place in parent and place not in settled and place not in path:
            path[place] = len(path)
            place = parent[place]
        if place in path:
            inside = [*path][path[place] :]
            circle = " in ".join(f"'{shown(name)}'" for name in [*inside[:LISTED], place])
            why = f"Its parents go round in a circle: {circle}."
            yield at(
                economy, "C06", ("places", index, "parent"), why, "Leave the parent of the largest one blank."
            )
        settled.update(path)


def _carried(economy: Economy) -> Iterator[Finding]:
    """Words of ``carries`` that are neither a good nor a family."""
    goods = economy["goods"]
    known = {*goods["good"].drop_nulls(), *goods["family"].drop_nulls()}
    count = 0
    for index, carries in enumerate(economy["routes"]["carries"]):
        for word in (carries or "").split(";"):
            if word.strip() and word.strip() not in known:
                why = f"'{shown(word.strip())}' is neither a good nor a family of goods."
                remedy = "Put ';' between names, or leave it blank for all goods with mass."
                if count < LISTED:
                    remedy = suggestion(word, sorted(known), remedy)
                count += 1
                yield at(economy, "C01", ("routes", index, "carries"), why, remedy)


def _settings(economy: Economy) -> Iterator[Finding]:
    """Names in ``economy.toml`` that no good has."""
    goods = economy["goods"]["good"].drop_nulls().to_list()
    settings = economy.settings
    if settings.currency and settings.currency not in goods:
        remedy = suggestion(settings.currency, goods, "Add it to goods, with kind currency.")
        yield finding(
            "C01",
            "The currency is not in goods.",
            remedy,
            file="economy.toml",
            column="currency",
            value=settings.currency,
        )
    efforts = [settings.effort] if isinstance(settings.effort, str) else list(settings.effort)
    known = [*goods, *GOOD_KINDS, *sorted(_WORDS_OF_EFFORT)]
    for effort in efforts:
        if effort not in known:
            why = "The effort is no good, no kind of good, and neither 'cost' nor 'outside'."
            yield finding(
                "C01",
                why,
                suggestion(effort, known, "Name a good or a kind of good."),
                file="economy.toml",
                column="effort",
                value=effort,
            )
