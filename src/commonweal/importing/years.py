"""The year that a table describes, from the name of its file or folder."""

from __future__ import annotations

import re
from pathlib import Path

from commonweal.importing.options import ReadingOptions

__all__ = ["year_in"]

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20[0-9]\d)(?!\d)")


def year_in(path: Path, options: ReadingOptions) -> tuple[int, tuple[str, ...]]:
    """The year said, or else the last one in the name of the file or its folder; and a note if so.

    Examples
    --------
    >>> year_in(Path("tables/us_bea_2022"), ReadingOptions())
    (2022, ("The year is taken from the name 'us_bea_2022'.",))
    """
    if options.year:
        return options.year, ()
    for name in (path.stem, path.parent.name):
        found = _YEAR.findall(name)
        if found:
            return int(found[-1]), (f"The year is taken from the name '{name}'.",)
    return 0, ()
