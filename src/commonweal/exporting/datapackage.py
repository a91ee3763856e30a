"""Data packages: Parquet files, and a ``datapackage.json`` that says what they hold and who is cited.

The form is that of Frictionless, *Data Package* version 2 (https://datapackage.org/standard/): each
file is a table resource with a schema, every column with its type, unit and meaning; ``sources`` cites
every source that a row names.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

import commonweal
from commonweal.data.folder import SETTINGS
from commonweal.data.table_folder import FOLDER, table_files
from commonweal.data.writing import DATAPACKAGE, OURS, columnar, economy_files, folder_written
from commonweal.exporting.accounts import Accounted, texts_of_accounts
from commonweal.exporting.resources import Resource, described, of_economy, of_frames, of_plan, of_table
from commonweal.exporting.sources import licence_entry, source_entries, sources_in
from commonweal.inputoutput.tables import Provenance, SupplyUse
from commonweal.model import Economy
from commonweal.plan.export import ECONOMY, plan_files, plan_written
from commonweal.plan.plan import Plan

__all__ = ["package_text", "write_datapackage"]

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def package_text(
    resources: Sequence[tuple[Resource, bytes]],
    *,
    title: str,
    description: str,
    tables: Mapping[str, Resource],
    provenance: Provenance | None,
    about: Mapping[str, Any],
) -> bytes:
    """The bytes of ``datapackage.json``.

    Parameters
    ----------
    resources
        Every resource and its file.
    title, description
        What the package is, for people.
    tables
        Resources of the economy's tables, which names in others may refer to.
    provenance
        Where the input–output table is from that stands behind it; None where there is none.
    about
        What else is known of it, such as the hash of a plan and what was proved.
    """
    said = [provenance.source] if provenance is not None and provenance.source else []
    cited = source_entries([*said, *(text for text in _cited(resources) if text not in said)])
    package: dict[str, Any] = {"$schema": _PROFILE, "name": _slug(title), "title": title}
    if description:
        package["description"] = description
    if provenance is not None and provenance.licence:
        package["licenses"] = [licence_entry(provenance.licence)]
    if cited:
        package["sources"] = cited
    package["resources"] = [described(resource, content, tables) for resource, content in resources]
    package["commonweal"] = {"version": commonweal.__version__} | dict(about)
    return json.dumps(package, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def write_datapackage(
    thing: Plan | Economy | Accounted, folder: str | Path, *, table: SupplyUse | None = None
) -> None:
    """Write a plan, an economy or accounts as Parquet files with a ``datapackage.json``.

    The folder of a plan can be opened again with ``read_plan``, that of an economy with ``read``. What
    was there before of the same kind is replaced in one step.

    Parameters
    ----------
    thing
        A plan, an economy, or the accounts of a table.
    folder
        Where.
    table
        The supply–use table that the economy was built from (``table_of``): written along with the
        economy, and its source and licence named.

    Raises
    ------
    DataError
        If something of another kind is in the folder.

    Examples
    --------
    >>> import json, tempfile, pathlib, commonweal as cw
    >>> folder = pathlib.Path(tempfile.mkdtemp()) / "village"
    >>> cw.write_datapackage(cw.read("village"), folder)
    >>> cw.read(folder) == cw.read("village")
    True
    >>> package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    >>> package["resources"][0]["name"], package["sources"][0]["title"]
    ('goods', 'Sphere 2011, food security: food transfers standard 1')
    """
    target = Path(folder).resolve()
    if isinstance(thing, Plan):
        _write_plan(thing, target, table)
    elif isinstance(thing, Economy):
        _write_economy(thing, target, table)
    else:
        _write_tables(thing, target)


def _write_plan(plan: Plan, target: Path, table: SupplyUse | None) -> None:
    """A plan's folder, with what was planned in it."""
    files = plan_files(plan, "parquet")
    tables = of_economy(plan.economy, f"{ECONOMY}/", f"{ECONOMY}-")
    settings = plan.economy.settings
    said = package_text(
        [(resource, files[resource.path]) for resource in (*of_plan(plan), *tables.values())],
        title=f"{settings.name}: plan" + (f", {plan.scenario}" if plan.scenario else ""),
        description=plan.summary(),
        tables=tables,
        provenance=table.provenance if table is not None else None,
        about={
            "kind": "plan",
            "rule": plan.rule,
            "effort": plan.effort,
            "scenario": plan.scenario,
            "quality": plan.certificate.quality,
            "hash": plan.hash,
            "economy_hash": plan.economy.hash,
        },
    )
    plan_written(plan, target, files | {DATAPACKAGE: said})


def _write_economy(economy: Economy, target: Path, table: SupplyUse | None) -> None:
    """An economy's folder, with the table it was built from."""
    files = economy_files(economy, "parquet")
    tables = of_economy(economy)
    resources = list(tables.values())
    ours = OURS
    if table is not None:
        inside = {f"{FOLDER}/{name}": content for name, content in table_files(table).items()}
        files |= inside
        ours = OURS | {f"{FOLDER}/*.parquet", f"{FOLDER}/*.toml"}
        frames = {
            Path(name).stem: pl.read_parquet(io.BytesIO(content))
            for name, content in inside.items()
            if name.endswith(".parquet")
        }
        resources += of_table(table, frames, f"{FOLDER}/")
    said = package_text(
        [(resource, files[resource.path]) for resource in resources],
        title=economy.settings.name,
        description=economy.settings.description,
        tables=tables,
        provenance=table.provenance if table is not None else None,
        about={"kind": "economy", "hash": economy.hash},
    )
    folder_written(target, files | {DATAPACKAGE: said}, mark=SETTINGS, what="an economy", ours=ours)


def _write_tables(accounts: Accounted, target: Path) -> None:
    """A folder of the tables of accounts."""
    resources = of_frames(accounts.tables, texts_of_accounts(accounts))
    files = {resource.path: columnar(resource.frame) for resource in resources}
    provenance = accounts.table.provenance
    said = package_text(
        [(resource, files[resource.path]) for resource in resources],
        title=f"{provenance.name}: accounts" + (f", {provenance.year}" if provenance.year else ""),
        description="",
        tables={},
        provenance=provenance,
        about={"kind": "accounts"},
    )
    ours = {DATAPACKAGE, *files}
    folder_written(target, files | {DATAPACKAGE: said}, mark=DATAPACKAGE, what="a data package", ours=ours)


def _cited(resources: Sequence[tuple[Resource, bytes]]) -> tuple[str, ...]:
    """Every source that a row of any resource names."""
    return sources_in(resource.frame for resource, _ in resources)


def _slug(title: str) -> str:
    """A title as the name of a package: small letters, digits and ``-``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "tables"
