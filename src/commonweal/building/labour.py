"""Labour, and what else stands in rows beside a table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.frame import Frame
from commonweal.building.naming import ASSUMED_LABOUR
from commonweal.inputoutput.tables import Rows
from commonweal.units import UnitBook, UnitError

__all__ = ["add_imported_inputs", "add_labour", "add_satellites"]

_YEAR = 365.0
_SLIVER = 1e-9  # share added to what is there, so that rounding doesn't leave the last industry short
_KINDS = {"labour": "labour", "emission": "emission"}


def add_labour(draft: Draft, frame: Frame) -> None:
    """Labour by kind, as hours or persons, and how much of it there is in each region.

    Where the table has none, as many work as ``employed`` says, spread over a region's industries by
    their output. Where it has none for a region, what the same industries take elsewhere is taken.
    Both are marked ``assumed``.
    """
    rows = frame.table.labour
    if len(rows):
        assumed = _regions_without(frame, rows)
        rows = _with_the_mean(draft, frame, rows, assumed)
        if not any(unit in {"h", "hour", "hours"} for unit in rows.units):
            draft.notes.append("Labour is in persons, not hours: how long they work is not known.")
    else:
        assumed = np.ones(len(frame.regions), dtype=np.bool_)
        rows = _assumed_labour(draft, frame)
    names = _add_rows(draft, frame, rows, assumed)
    worked = _by_region(frame, rows)
    for k, name in enumerate(names):
        for source, there in (("", ~assumed), ("assumed", assumed)):
            regions = np.flatnonzero((worked[k] > 0.0) & there)
            draft.add(
                "supplies",
                {
                    "supply": name,
                    "good": name,
                    "place": [frame.names.place(frame.regions[r]) for r in regions],
                    "at_most": worked[k, regions] * (1.0 + frame.options.labour_slack + _SLIVER),
                    "per": "horizon",
                    "kind": "labour",
                },
                source=source,
            )


def _regions_without(frame: Frame, rows: Rows) -> np.ndarray:
    """Regions that make something and of whose labour nothing is known: shape (n_regions,)."""
    made = np.bincount(
        frame.region_of_industry, weights=frame.table.industry_output, minlength=len(frame.regions)
    )
    without: np.ndarray = (made > 0.0) & ~_by_region(frame, rows).any(axis=0)
    return without


def _with_the_mean(draft: Draft, frame: Frame, rows: Rows, without: np.ndarray) -> Rows:
    """Rows in which a region without labour takes what the others take per unit of output.

    Else its work would be free, and a plan for least labour would send all of it there.
    """
    if not without.any():
        return rows
    table = frame.table
    missing = without[frame.region_of_industry]
    code = {name: index for index, name in enumerate(table.industries.distinct_names)}
    kind = np.array([code[name] for name in table.industries.names])
    known = np.where(missing, 0.0, table.industry_output)
    made = np.bincount(kind, weights=known, minlength=len(code))
    worked = np.array(
        [np.bincount(kind, weights=row * ~missing, minlength=len(code)) for row in rows.by_industry]
    )
    overall = worked.sum(axis=1, keepdims=True) / max(float(made.sum()), 1e-300)
    rate = np.divide(worked, made, out=np.tile(overall, (1, len(code))), where=made > 0.0)
    filled = np.where(missing, rate[:, kind] * table.industry_output, rows.by_industry)
    names = ", ".join(np.array(frame.regions)[without][:8])
    draft.notes.append(
        f"No labour is given for {names}: what the same industries take elsewhere, per unit of output, "
        "is assumed."
    )
    return replace(rows, by_industry=filled)


def _assumed_labour(draft: Draft, frame: Frame) -> Rows:
    """Persons at work in each industry, in proportion to its output within its region."""
    output = frame.table.industry_output
    total = np.bincount(frame.region_of_industry, weights=output, minlength=len(frame.regions))
    people = np.array([frame.table.people.get(region, 0.0) for region in frame.regions])
    workers = frame.options.employed * people
    rate = np.divide(workers, total, out=np.zeros_like(workers), where=total > 0.0)
    persons = rate[frame.region_of_industry] * output
    draft.notes.append(
        f"The table has no labour: {frame.options.employed:.0%} of the inhabitants are assumed to work, the "
        "same number per unit of output in every industry of a region."
    )
    n_final = len(frame.table.final)
    return Rows((ASSUMED_LABOUR,), ("person",), ("labour",), persons[None, :], np.zeros((1, n_final)))


def _by_region(frame: Frame, rows: Rows) -> np.ndarray:
    """Totals of rows by region: shape (n_rows, n_regions)."""
    total = np.zeros((len(rows), len(frame.regions)))
    for column, region in enumerate(frame.region_of_industry):
        total[:, region] += rows.by_industry[:, column]
    return total


def _add_rows(draft: Draft, frame: Frame, rows: Rows, assumed: np.ndarray) -> tuple[str, ...]:
    """Goods for rows, and what each industry takes of them per level; ``assumed`` says in which regions."""
    names = tuple(frame.names.beside(name) for name in rows.names)
    output = frame.table.industry_output * frame.scale
    inverse = np.divide(1.0, output, out=np.zeros_like(output), where=output > 0.0)
    industries = frame.industry
    draft.add(
        "goods",
        {
            "good": list(names),
            "name": list(rows.names),
            "unit": _readable(draft, rows.units),
            "kind": [_KINDS.get(kind, "resource") for kind in rows.kinds],
            "family": list(rows.kinds),
        },
        source="assumed" if assumed.all() else "",
    )
    guessed = assumed[frame.region_of_industry]
    for k, name in enumerate(names):
        taken = rows.by_industry[k] * inverse
        for source, there in (("", ~guessed), ("assumed", guessed)):
            running = np.flatnonzero((taken != 0.0) & there)
            draft.coefficients([industries[j] for j in running], name, -taken[running], source=source)
    return names


def _readable(draft: Draft, units: tuple[str, ...]) -> list[str]:
    """Units as they are, or 'unit' where a table counts in something that can't be read."""
    book = UnitBook()
    found = []
    for unit in units:
        try:
            book.measure(unit)
            found.append(unit)
        except UnitError:
            found.append("unit")
            draft.notes.append(f"The unit '{unit}' can't be read; such rows are counted in 'unit'.")
    return found


def add_satellites(draft: Draft, frame: Frame) -> None:
    """Emissions, land, water, energy …: goods that are drawn on without end unless a limit says so.

    What households use or release themselves is drawn by an activity that is always run.
    """
    rows = frame.table.satellites
    if not len(rows):
        return
    names = _add_rows(draft, frame, rows, np.zeros(len(frame.regions), dtype=np.bool_))
    draft.add(
        "supplies", {"supply": list(names), "good": list(names), "place": "*", "kind": list(rows.kinds)}
    )
    own = np.zeros((len(rows), len(frame.regions)))
    for column, region in enumerate(frame.region_of_final):
        own[:, region] += rows.by_final[:, column]
    regions = np.flatnonzero(own.any(axis=0))
    if not len(regions):
        return
    heads = np.array([frame.table.people.get(frame.regions[r]) or 1.0 for r in regions])  # a level a person
    activities = [frame.names.local(frame.regions[r], "own-use") for r in regions]
    draft.add("goods", {"good": ["own-use"], "name": "households' own use", "unit": "level"})
    draft.add(
        "activities",
        {
            "activity": activities,
            "place": [frame.names.place(frame.regions[r]) for r in regions],
            "kind": "own-use",
            "capacity": heads / _YEAR,
            "minimum": heads / _YEAR,
        },
    )
    draft.coefficients(activities, "own-use", np.ones(len(regions)))
    for k, name in enumerate(names):
        draft.coefficients(activities, name, -own[k, regions] / heads)


def add_imported_inputs(draft: Draft, frame: Frame) -> None:
    """Imported inputs that stand below the table: an industry pays for them in foreign currency."""
    below = frame.table.value_added.of_kind("imports").by_industry.sum(axis=0)
    output = frame.table.industry_output
    running = np.flatnonzero((below != 0.0) & (output > 0.0))
    if len(running):
        industries = frame.industry
        draft.coefficients(
            [industries[j] for j in running], frame.currency, -below[running] / output[running]
        )
