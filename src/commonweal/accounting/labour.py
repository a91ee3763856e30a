"""Which rows of a table are its labour, and what stands in for it where there is none."""

from __future__ import annotations

import numpy as np

from commonweal.inputoutput.tables import Floats, Rows

__all__ = ["HOURS", "labour_rows", "one_labour"]

HOURS = frozenset({"h", "hr", "hour", "hours", "Mh", "megahour"})
"""Units of labour that are time rather than heads."""


def labour_rows(rows: Rows) -> Rows:
    """The kinds of labour that can be added up: those in hours, else those in the first kind's unit.

    Persons and hours of the same people would count their work twice.
    """
    if not len(rows):
        return rows
    hours = [at for at, unit in enumerate(rows.units) if unit in HOURS]
    units = {rows.units[at] for at in hours}
    if len(units) == 1:
        return rows.at(hours)
    alike = [at for at, unit in enumerate(rows.units) if unit == rows.units[0]]
    return rows.at(alike)


def one_labour(rows: Rows) -> Floats:
    """All kinds together: shape (n_industries,), in the unit they share."""
    total: Floats = np.asarray(rows.by_industry.sum(axis=0), dtype=np.float64)
    return total
