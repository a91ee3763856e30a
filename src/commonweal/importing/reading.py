"""Reading a published table, whichever its layout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from commonweal.classify.purposes import titled
from commonweal.errors import DataError, ModelError
from commonweal.importing.layouts import LAYOUTS
from commonweal.importing.options import ReadingOptions
from commonweal.inputoutput.tables import SupplyUse
from commonweal.validate.report import finding, suggestion

__all__ = ["read_table"]


def read_table(layout: str, path: str | Path, options: ReadingOptions | None = None) -> SupplyUse:
    """The supply and use tables that a published table holds.

    Parameters
    ----------
    layout
        How it is laid out: one of ``LAYOUTS``, such as ``wiod2016``.
    path
        A file, or the folder of the files, as the layout has them.
    options
        What the files don't say: year, currency, scale.

    Raises
    ------
    ModelError
        If there is no such layout, or it needs the extra ``commonweal[io]``.
    DataError
        With everything that is wrong with the files.
    """
    if layout not in LAYOUTS:
        known = ", ".join(LAYOUTS)
        raise ModelError(
            f"There is no layout '{layout}'. {suggestion(layout, LAYOUTS, f'There are: {known}.')}"
        )
    place = Path(path)
    if not place.exists():
        why = "There is no such file or folder."
        raise DataError([finding("A01", why, "Check the path.", file=place.name or str(path))])
    table = LAYOUTS[layout].read(place, options or ReadingOptions())
    empty = [
        finding("A09", f"There are no {what}.", "Is this the whole table?", file=place.name)
        for what, labels in (
            ("products", table.products),
            ("industries", table.industries),
            ("final users", table.final),
        )
        if not len(labels)
    ]
    if empty:
        raise DataError(empty)
    return replace(table, products=titled(table.products), industries=titled(table.industries))
