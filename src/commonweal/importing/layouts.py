"""The layouts of published tables that can be read, each with its reader, loaded when it is first used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, cast

from commonweal.importing.options import ReadingOptions
from commonweal.inputoutput.tables import SupplyUse

__all__ = ["LAYOUTS", "Layout", "Reader"]

Reader: TypeAlias = Callable[[Path, ReadingOptions], SupplyUse]
"""Makes supply and use tables of what lies at a path; raises DataError with all that is wrong."""


@dataclass(frozen=True)
class Layout:
    """One way in which tables are published.

    Attributes
    ----------
    name
        What it is called on the command line.
    what
        Which files it reads, in one sentence.
    read
        Its reader.
    needs_extra
        Whether it needs the extra ``commonweal[io]``.
    """

    name: str
    what: str
    read: Reader
    needs_extra: bool = False


def _later(module: str, function: str) -> Reader:
    """A reader whose module is loaded when it is called."""

    def read(path: Path, options: ReadingOptions) -> SupplyUse:
        found = importlib.import_module(f"commonweal.importing.{module}")
        return cast("Reader", getattr(found, function))(path, options)

    return read


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            Layout(
                "plain",
                "Make and use tables as CSV, Parquet or sheets of a workbook: supply, use, final_demand …",
                _later("plain", "read_plain"),
            ),
            Layout(
                "symmetric",
                "A symmetric table as CSV, Parquet or sheets of a workbook: flows, final_demand …",
                _later("symmetric", "read_symmetric"),
            ),
            Layout(
                "economy",
                "The table in the folder of an economy that was imported: to build another one of it.",
                _later("economy_table", "read_economy_table"),
            ),
            Layout(
                "one-sheet",
                "A symmetric table on a single sheet, with final demand to the right and value added below.",
                _later("one_sheet", "read_one_sheet"),
            ),
            Layout(
                "bea",
                "Make and use tables of the US Bureau of Economic Analysis: make and use.",
                _later("bea", "read_bea"),
            ),
            Layout(
                "wiod2016",
                "WIOD, release 2016: a national table with its socio-economic accounts, or the world table.",
                _later("wiod2016", "read_wiod2016"),
            ),
            Layout(
                "figaro",
                "FIGARO of Eurostat: a matrix by industry or by product, or the supply and use matrices.",
                _later("figaro", "read_figaro"),
            ),
            Layout(
                "exiobase1",
                "EXIOBASE 1 (2000): the folder or .zip of coefficient tables, mrIot.txt and the others.",
                _later("pymrio_layouts", "read_exiobase1"),
                needs_extra=True,
            ),
            Layout(
                "exiobase2",
                "EXIOBASE 2 (2007): the .zip or folder of coefficient tables, mrIot_version2.2.2.txt etc.",
                _later("pymrio_layouts", "read_exiobase2"),
                needs_extra=True,
            ),
            Layout(
                "exiobase3",
                "EXIOBASE 3: IOT_2011_pxp.zip or the like, or its unpacked folder.",
                _later("pymrio_saved", "read_exiobase3"),
            ),
            Layout(
                "wiod2013",
                "WIOD, release 2013: wiot11_row_apr12.xlsx, with the accounts that lie beside it.",
                _later("wiod2013", "read_wiod2013"),
            ),
            Layout(
                "icio",
                "The OECD's Inter-Country Input-Output tables: ICIO2018_2010.CSV or .zip, or their folder.",
                _later("pymrio_layouts", "read_icio"),
                needs_extra=True,
            ),
            Layout(
                "eora26",
                "Eora26: Eora26_2015_bp.zip, its unpacked folder, or a folder of them by year.",
                _later("mrio_eora26", "read_eora26"),
            ),
            Layout(
                "gloria",
                "GLORIA: the folder with the tables, the satellite accounts and the read-me.",
                _later("mrio_gloria", "read_gloria"),
            ),
            Layout(
                "pymrio",
                "What pymrio's save_all wrote, as text or Parquet: a folder or .zip.",
                _later("pymrio_saved", "read_pymrio"),
            ),
        )
    }
)
"""Every layout that can be read, by name."""
