"""The files of an economy as the store keeps them, and what its rows tell about it."""

from __future__ import annotations

from typing import Any

from commonweal.data.table_folder import FOLDER, table_files
from commonweal.data.writing import economy_files
from commonweal.inputoutput.tables import SupplyUse
from commonweal.model import Economy

__all__ = ["economy_and_table", "facts_of"]


def economy_and_table(economy: Economy, table: SupplyUse | None = None) -> dict[str, bytes]:
    """Name and content of each file of an economy's folder, and of the table it was built from."""
    inside = {} if table is None else table_files(table)
    return economy_files(economy, "parquet") | {f"{FOLDER}/{name}": file for name, file in inside.items()}


def facts_of(economy: Economy) -> dict[str, Any]:
    """What a version says of an economy: its hash, and the rows of each table."""
    rows = {name: frame.height for name, frame in economy.tables.items() if frame.height}
    return {"name": economy.settings.name, "economy_hash": economy.hash, "rows": rows}
