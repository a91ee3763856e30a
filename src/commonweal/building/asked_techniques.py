"""Further ways of producing that contradict themselves, or make nothing."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.building.options import BuildOptions, Technique
from commonweal.building.placing import asked_at
from commonweal.findings import Finding

__all__ = ["technique_faults"]

_Numbered = tuple[int, Technique]


def technique_faults(options: BuildOptions) -> Iterator[Finding]:
    """What is wrong with each technique in each region that it names, or else everywhere."""
    by_name: dict[str, list[_Numbered]] = {}
    for index, row in enumerate(options.techniques):
        by_name.setdefault(row.technique, []).append((index, row))
    told: set[tuple[str, int, str]] = set()
    for rows in by_name.values():
        for region in dict.fromkeys(row.region for _, row in rows if row.region) or {"": None}:
            here = [(index, row) for index, row in rows if row.region in {"", region}]
            for found in (*_idle(options, here), *_two_capacities(options, here), *_doubled(options, here)):
                key = found[0]
                if key not in told:
                    told.add(key)
                    yield found[1]


_Told = tuple[tuple[str, int, str], Finding]


def _idle(options: BuildOptions, rows: list[_Numbered]) -> Iterator[_Told]:
    """A technique without anything that comes out."""
    index, first = rows[0]
    if not any(row.amount > 0.0 for _, row in rows):
        where = f" in '{first.region}'" if first.region else ""
        why = f"The technique makes nothing{where}: no amount of it is above 0."
        remedy = "What comes out has a positive amount, what goes in a negative one."
        cell = ("techniques", index, "amount")
        yield ("B13", index, ""), asked_at(options, "B13", cell, why, remedy, value=first.technique)


def _two_capacities(options: BuildOptions, rows: list[_Numbered]) -> Iterator[_Told]:
    """Capacities of one technique that disagree."""
    said = [(index, row.capacity) for index, row in rows if row.capacity is not None]
    for index, capacity in said[1:]:
        if capacity != said[0][1]:
            why = f"Another row of the technique says {said[0][1]:g}."
            remedy = "Any one row says the capacity; leave the others blank, or write the same."
            cell = ("techniques", index, "capacity")
            yield ("B12", index, "capacity"), asked_at(options, "B12", cell, why, remedy, value=capacity)


def _doubled(options: BuildOptions, rows: list[_Numbered]) -> Iterator[_Told]:
    """A good that comes out, or goes in, in two rows."""
    seen: set[tuple[str, bool]] = set()
    for index, row in rows:
        key = row.good, row.amount > 0.0
        if key in seen:
            why = "The technique has another row of that good; the two would be added up."
            cell = ("techniques", index, "good")
            found = asked_at(options, "B12", cell, why, "Keep one, with the sum.", value=row.good)
            yield ("B12", index, "good"), found
        seen.add(key)
