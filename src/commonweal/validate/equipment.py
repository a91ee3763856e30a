"""Checks of equipment: whether what is used, built or lost can stand there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown

__all__ = ["check_equipment"]

_Pools = dict[str, set[str | None]]
"""Places of each equipment; None for a pool that all places share."""


def check_equipment(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Findings about equipment that is used, built or lost where there is none."""
    pools = _pools(economy)
    if not {"equipment", "equipment_use", "activities", "places"} & set(unread):
        yield from _unequipped(economy, pools)
        yield from _unbuildable(economy)
    if not {"equipment", "equipment_losses", "places"} & set(unread):
        yield from _lost_nowhere(economy, pools)


def _pools(economy: Economy) -> _Pools:
    """Where each equipment can stand: nothing stood at first and nothing builds it does not count."""
    rows = economy["equipment"].filter((pl.col("opening") > 0) | pl.col("built_by").is_not_null())
    places = economy["places"]["place"].to_list()
    found: _Pools = {}
    for name, place in rows.select("equipment", "place").iter_rows():
        found.setdefault(name, set()).update(places if place == "*" else [place])
    return found


def _run_at(economy: Economy) -> dict[str, set[str]]:
    """Places at which each activity may run."""
    places = economy["places"]["place"].to_list()
    found: dict[str, set[str]] = {}
    for name, place in economy["activities"].select("activity", "place").iter_rows():
        found.setdefault(name, set()).update(places if place in (None, "*") else [place])
    return found


def _unequipped(economy: Economy, pools: _Pools) -> Iterator[Finding]:
    """Activities that use equipment at places where none can stand."""
    runs, known = _run_at(economy), set(economy["equipment"]["equipment"])
    rows = economy["equipment_use"].with_row_index().filter(pl.col("amount") > 0)
    for index, name, activity in rows.select("index", "equipment", "activity").iter_rows():
        there = pools.get(name, set())
        if name not in known or activity not in runs or None in there:
            continue  # an unknown name is told elsewhere
        without = sorted(place for place in runs[activity] if place not in there)
        if not without:
            continue
        more = f" and {len(without) - 1} more" if len(without) > 1 else ""
        why = (
            f"'{shown(activity)}' may run at '{shown(without[0])}'{more}, where no '{shown(name)}' can stand."
        )
        remedy = "Add what stands there to equipment, or say at which places the activity runs."
        yield at(economy, "C17", ("equipment_use", index, "equipment"), why, remedy)


def _unbuildable(economy: Economy) -> Iterator[Finding]:
    """Equipment whose builder never runs where it stands."""
    runs, places = _run_at(economy), economy["places"]["place"].to_list()
    rows = economy["equipment"].with_row_index().filter(pl.col("built_by").is_not_null())
    for index, place, activity in rows.select("index", "place", "built_by").iter_rows():
        if activity not in runs or place is None:
            continue
        without = [name for name in (places if place == "*" else [place]) if name not in runs[activity]]
        if without:
            why = f"'{shown(activity)}' doesn't run at '{shown(without[0])}', so it builds nothing there."
            remedy = "Let the activity run there, or leave the place blank: one pool for all places."
            yield at(economy, "C17", ("equipment", index, "built_by"), why, remedy)


def _lost_nowhere(economy: Economy, pools: _Pools) -> Iterator[Finding]:
    """Losses of equipment where none can stand: they have no effect."""
    known = set(economy["equipment"]["equipment"])
    rows = economy["equipment_losses"].select("equipment", "place").iter_rows()
    for index, (name, place) in enumerate(rows):
        there = pools.get(name, set())
        hit = bool(there - {None}) if place == "*" else place in there
        if name not in known or hit:
            continue
        which = "that all places share" if place is None else "at a place"
        which = which if place in (None, "*") else f"at '{shown(place)}'"
        why = f"There is no '{shown(name)}' {which}, so nothing of it can be lost."
        remedy = (
            "Add it to equipment, or correct the place: blank for what all places share, * for each place."
        )
        yield at(economy, "C16", ("equipment_losses", index, "place"), why, remedy, value=place or name)
