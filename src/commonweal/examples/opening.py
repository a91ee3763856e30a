"""Opening an economy by its path, or by its name if it ships with the program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from commonweal import data
from commonweal.examples import names, path
from commonweal.findings import Finding
from commonweal.inputoutput.tables import SupplyUse
from commonweal.model import Economy

__all__ = ["examine", "located", "read", "table_of"]


def located(given: str | Path) -> Path:
    """Where an economy is: a path that exists comes first, then the name of one that ships.

    Examples
    --------
    >>> located("village").name
    'village'
    """
    if isinstance(given, str) and not Path(given).exists() and given in names():
        return path(given)
    return Path(given)


def read(path: str | Path, *, units: Mapping[str, str] | None = None) -> Economy:
    """The economy in a folder, a zip archive or a workbook, or one that ships, by its name.

    Parameters
    ----------
    path
        A folder of CSV or Parquet files with an ``economy.toml``, a ``.zip`` of such a folder, an
        ``.xlsx`` workbook with the same sheets, or a name such as ``village``. What exists at the
        path goes before the name.
    units
        Unit of a good's amounts where a row says none: ``{"flour": "t"}`` reads all amounts of
        flour as tonnes. Blank: the unit of the good.

    Raises
    ------
    DataError
        With everything that is wrong, if anything is.

    Examples
    --------
    >>> read("village").settings.calendar.n_periods
    6
    """
    return data.read(located(path), units=units)


def examine(
    path: str | Path, *, units: Mapping[str, str] | None = None
) -> tuple[Economy | None, tuple[Finding, ...]]:
    """The economy at a path (or of a name) and all that is wrong or doubtful about it.

    The economy is None where an error was found; warnings leave it standing. Parameters are
    those of ``read``.
    """
    return data.examine(located(path), units=units)


def table_of(source: str | Path) -> SupplyUse:
    """The supply and use tables that an economy was built from, as they were observed.

    Parameters
    ----------
    source
        The folder of an economy that was imported (it holds a folder ``table``), or the name of one
        that ships.

    Raises
    ------
    DataError
        If there is no table, or it is damaged.
    """
    from commonweal.data.table_folder import read_table_folder  # noqa: PLC0415 - few economies have one

    return read_table_folder(located(source))
