"""The tables of a plan or an economy as the resources of a data package."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from commonweal.data.writing import written_rows
from commonweal.exporting.columns import PLAN_TABLES, ColumnText, TableText
from commonweal.exporting.schemas import schema_of, text_of
from commonweal.exporting.sources import source_entries, sources_in
from commonweal.inputoutput.tables import SupplyUse
from commonweal.model import TABLES, Economy
from commonweal.plan.plan import Plan

__all__ = ["Resource", "described", "of_economy", "of_frames", "of_plan", "of_table"]

_NOTHING = TableText("", (), {})


@dataclass(frozen=True, eq=False)
class Resource:
    """One file of a data package: its rows, and what they mean.

    Attributes
    ----------
    name
        Its name in the package: small letters, digits, ``-``, ``_`` and ``.``.
    path
        The file, from the folder of the package.
    frame
        Its rows as they are written.
    text
        What they mean.
    """

    name: str
    path: str
    frame: pl.DataFrame
    text: TableText


def of_economy(economy: Economy, folder: str = "", prefix: str = "") -> dict[str, Resource]:
    """The tables of an economy that are written, by name.

    Parameters
    ----------
    economy
        The economy.
    folder
        The folder they lie in, with a ``/`` at its end; blank: that of the package.
    prefix
        What the names of the resources begin with.
    """
    written = {name: written_rows(economy[name], table) for name, table in TABLES.items()}
    return {
        name: Resource(
            f"{prefix}{name}".replace("_", "-"),
            f"{folder}{name}.parquet",
            rows,
            text_of(TABLES[name], rows.columns),
        )
        for name, rows in written.items()
        if rows.height or TABLES[name].required
    }


def of_plan(plan: Plan) -> list[Resource]:
    """The tables of a plan."""
    return of_frames(plan.tables, PLAN_TABLES)


def of_frames(frames: Mapping[str, pl.DataFrame], texts: Mapping[str, TableText]) -> list[Resource]:
    """Tables by name, with what is known of them in words."""
    return [
        Resource(name.replace("_", "-"), f"{name}.parquet", frame, texts.get(name, _NOTHING))
        for name, frame in frames.items()
    ]


def of_table(table: SupplyUse, frames: Mapping[str, pl.DataFrame], folder: str) -> list[Resource]:
    """The supply–use table that an economy was built from.

    Parameters
    ----------
    table
        The table.
    frames
        Its files as ``data.table_folder`` writes them.
    folder
        The folder they lie in, with a ``/`` at its end.
    """
    money = f"{table.provenance.scale:,.15g} {table.provenance.currency} per year"
    return [
        Resource(
            f"table-{name}".replace("_", "-"), f"{folder}{name}.parquet", frame, _table_text(name, money)
        )
        for name, frame in frames.items()
    ]


def _table_text(name: str, money: str) -> TableText:
    """What the files of a supply–use table mean."""
    meaning, units = {
        "products": ("a product of a region; a row of use and final_demand", _BY_PRODUCT),
        "industries": ("an industry of a region; a column of use", {}),
        "final": ("a final user of a region; a column of final_demand", {}),
        "supply": ("what an industry makes of a product, both by number from 0", {"amount": "Its worth."}),
        "use": ("a product: what each industry uses of it, industries in their order",
                {"amounts": "Worth of what each uses."}),
        "final_demand": ("a product: what each final user takes of it, users in their order",
                         {"amounts": "Worth of what each takes."}),
        "rows": ("a row beside the table: value added, labour, capital, emissions, land …", {}),
    }[name]  # fmt: skip
    columns = dict(_TABLE_COLUMNS) | {column: ColumnText(said, money) for column, said in units.items()}
    return TableText(
        meaning, ("region", "name") if name in {"products", "industries", "final"} else (), columns
    )


_BY_PRODUCT = {
    "imports": "Supplied from countries outside the table.",
    "margins": "Trade and transport margins added; those services carry the negative.",
    "taxes": "Taxes less subsidies on the product.",
}
_TABLE_COLUMNS = {
    "region": ColumnText("The region."),
    "name": ColumnText("Its code."),
    "title": ColumnText("What people call it; blank: its code."),
    "kind": ColumnText("What it is, such as household, investment, compensation, emission."),
    "industry": ColumnText("Number of the industry, from 0."),
    "product": ColumnText("Number of the product, from 0."),
    "table": ColumnText("Value added, labour, capital or satellites."),
    "unit": ColumnText("The unit of the row; of money, per year."),
    "by_industry": ColumnText("What each industry uses, employs or releases, industries in their order.",
                              "unit of the row, per year"),
    "by_final": ColumnText("What each final user uses or releases itself, users in their order.",
                           "unit of the row, per year"),
}  # fmt: skip


def described(resource: Resource, content: bytes, tables: Mapping[str, Resource]) -> dict[str, Any]:
    """A resource as ``datapackage.json`` lists it.

    Parameters
    ----------
    resource
        The resource.
    content
        Its file.
    tables
        Resources of the economy's tables, which its names may refer to.
    """
    known = {name: (other.name, other.frame) for name, other in tables.items()}
    entry: dict[str, Any] = {"name": resource.name, "type": "table", "path": resource.path}
    if resource.text.meaning:
        entry["description"] = f"One row is {resource.text.meaning}."
    entry |= {
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema_of(resource.frame, resource.text, known),
    }
    sources = source_entries(sources_in([resource.frame]))
    return entry | ({"sources": sources} if sources else {})
