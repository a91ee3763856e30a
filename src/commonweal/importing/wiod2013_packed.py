"""The world tables of WIOD, release 2013, as the package bquast/wiod has them: known by their labels.

Rows are ``AUS.c1`` … ``RoW.c35``, final users ``AUS.f1`` … ``AUS.f5``. Figures are million USD.
"""

from __future__ import annotations

from pathlib import Path

from commonweal.importing.options import ReadingOptions, provenance
from commonweal.importing.years import year_in
from commonweal.inputoutput.tables import Labels, Provenance

__all__ = ["with_wiod2013"]

_SECTORS = frozenset(f"c{number}" for number in range(1, 36))
_FINAL = frozenset(f"f{number}" for number in range(1, 6))
_REGIONS = frozenset({"AUS", "DEU", "USA", "RoW"})


def with_wiod2013(
    origin: Provenance, sectors: Labels, final: Labels, options: ReadingOptions, path: Path
) -> Provenance:
    """The origin of a table; that of WIOD 2013 where the labels are its own."""
    labels = (
        set(sectors.names) == _SECTORS and set(final.names) == _FINAL and set(sectors.regions) >= _REGIONS
    )
    if not labels:
        return origin
    year, notes = year_in(path, options)
    known = Provenance(
        name=f"WIOD 2013 {year or ''}".strip(),
        year=year,
        currency="USD",
        scale=1e6,
        source="Timmer et al. (2015), World Input-Output Database, release 2013",
        licence="free with citation",
        layout=origin.layout,
        notes=("Known by its labels as WIOD, release 2013: million USD at basic prices.", *notes),
    )
    return provenance(known, options)
