"""The table that an economy was built of, to build another economy of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from commonweal.data.table_folder import read_table_folder
from commonweal.importing.options import ReadingOptions, provenance
from commonweal.inputoutput.tables import SupplyUse

__all__ = ["read_economy_table"]


def read_economy_table(path: Path, options: ReadingOptions) -> SupplyUse:
    """The table in the folder of an economy that ``commonweal import`` wrote.

    Raises
    ------
    DataError
        If there is none, or it is damaged.
    """
    table = read_table_folder(path)
    return replace(table, provenance=provenance(table.provenance, options))
