"""What a plan rests on: sources, assumptions, and what was said to happen, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.model import TABLES

if TYPE_CHECKING:
    from commonweal.model import Economy
    from commonweal.model.changes import Change
    from commonweal.plan.plan import Plan

__all__ = ["Grounds", "grounds_of"]

_ASSUMED = "assumed"


@dataclass(frozen=True)
class Grounds:
    """What a plan rests on.

    Attributes
    ----------
    n_rows, n_sourced, n_assumed, n_blank
        Rows of all tables; those that name a source, those that are assumptions (or begin with that word),
        and those that say nothing.
    sources
        Sources with how many rows rest on each, those of most rows first.
    changes
        What the scenario makes happen, in order, that of the scenarios it goes on from first.
    scenario
        Title of the scenario; blank for none.
    notes
        Notes of assumed rows: table, name of the row, note.
    """

    n_rows: int
    n_sourced: int
    n_assumed: int
    n_blank: int
    sources: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]
    scenario: str
    notes: tuple[tuple[str, str, str], ...]


def grounds_of(plan: Plan) -> Grounds:
    """What a plan rests on, counted over the tables that it was made from."""
    economy = plan.economy
    counts: Counter[str] = Counter()
    for name in TABLES:
        counts.update((source or "").strip() for source in economy[name]["source"].to_list())
    total, blank = counts.total(), counts.pop("", 0)
    assumed = sum(count for source, count in counts.items() if _is_assumed(source))
    named = [(source, count) for source, count in counts.items() if not _is_assumed(source)]
    happening = economy.scenarios.get(plan.scenario)
    return Grounds(
        n_rows=total,
        n_sourced=total - blank - assumed,
        n_assumed=assumed,
        n_blank=blank,
        sources=tuple(sorted(named, key=lambda item: (-item[1], item[0]))),
        changes=tuple(_changes(economy, plan.scenario)),
        scenario=(happening.title or happening.name) if happening else plan.scenario,
        notes=tuple(_notes(economy)),
    )


def _is_assumed(source: str) -> bool:
    return source.lower().startswith(_ASSUMED)


def _changes(economy: Economy, name: str) -> Iterator[Change]:
    """The changes of a scenario, after those of the scenarios that it goes on from."""
    chain: list[str] = []
    while name in economy.scenarios and name not in chain:
        chain.insert(0, name)
        name = economy.scenarios[name].parent
    for each in chain:
        yield from economy.scenarios[each].changes


def _notes(economy: Economy) -> Iterator[tuple[str, str, str]]:
    """Notes of rows that are assumptions; one that several rows have is told once."""
    told: set[str] = set()
    for name in TABLES:
        for row in economy[name].iter_rows(named=True):
            if row["note"] and row["note"] not in told and _is_assumed((row["source"] or "").strip()):
                told.add(row["note"])
                yield name, str(row[TABLES[name].key[0]] or ""), row["note"]
