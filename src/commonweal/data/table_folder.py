"""The observed table of an economy: a folder ``table/`` of Parquet files and ``table.toml`` in its folder.

An economy that was built from supply and use tables keeps them beside its own tables, so that the
accounts can be drawn up from what was observed and not from what was made of it.
"""

from __future__ import annotations

import io
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import tomli_w
from scipy import sparse

from commonweal.data.folder import SETTINGS
from commonweal.data.writing import OURS, Format, columnar, economy_files, folder_written
from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.inputoutput.tables import (
    FINAL_KINDS,
    ROW_KINDS,
    Floats,
    Labels,
    Provenance,
    Rows,
    SupplyUse,
)
from commonweal.model import Economy
from commonweal.validate.report import finding, limited, suggestion

__all__ = [
    "FOLDER",
    "has_table",
    "read_table_folder",
    "table_files",
    "write_economy_and_table",
    "write_table",
]

FOLDER = "table"
"""Name of the folder in an economy's folder."""

_SETTINGS = "table.toml"
_VERSION = 1
_LABELS = ("products", "industries", "final")
_BY_PRODUCT = ("imports", "margins", "taxes")
_ROWS = ("value_added", "labour", "capital", "satellites")
_FILES = (_SETTINGS, *(f"{name}.parquet" for name in (*_LABELS, "supply", "use", "final_demand", "rows")))
_AMOUNTS = "amounts"
_AGAIN = "Import the table again."
_IN_WORDS: Mapping[type, str] = {str: "text", int: "a whole number", float: "a number", tuple: "a list"}
_AS_READ: Mapping[type, tuple[type, ...]] = {float: (int, float), tuple: (list,)}


def write_table(table: SupplyUse, folder: str | Path) -> None:
    """Write a table into the folder ``table`` of an economy's folder; whole or not at all.

    Parameters
    ----------
    table
        What was observed.
    folder
        The economy's folder; it may hold other things, and is made where there is none.

    Raises
    ------
    DataError
        If something other than a table is at its place.
    """
    target = Path(folder).resolve() / FOLDER
    folder_written(target, table_files(table), mark=_SETTINGS, what="a table", ours=frozenset(_FILES))


def write_economy_and_table(
    economy: Economy,
    table: SupplyUse,
    folder: str | Path,
    *,
    format: Format = "parquet",  # noqa: A002 - the word people use
) -> None:
    """Write an economy and the table it was built from into one folder, both or neither.

    Raises
    ------
    DataError
        If something other than an economy is in the folder.
    """
    files = economy_files(economy, format)
    inside = {f"{FOLDER}/{name}": content for name, content in table_files(table).items()}
    ours = OURS | {f"{FOLDER}/*.parquet", f"{FOLDER}/*.toml"}
    folder_written(Path(folder).resolve(), files | inside, mark=SETTINGS, what="an economy", ours=ours)


def has_table(folder: str | Path) -> bool:
    """Whether an economy's folder holds the table it was built from."""
    return (Path(folder) / FOLDER / _SETTINGS).is_file()


def read_table_folder(folder: str | Path) -> SupplyUse:
    """The table in the folder ``table`` of an economy's folder, checked.

    Raises
    ------
    DataError
        If there is none, a file is missing or damaged, or parts don't fit together.
    """
    place = Path(folder) / FOLDER
    if not has_table(folder):
        why = "There is no table/table.toml: this economy was not built from a table."
        remedy = "Import one with 'commonweal import', or name the folder of an economy that was imported."
        raise DataError([finding("A05", why, remedy, file=f"{Path(folder).name}/{FOLDER}/{_SETTINGS}")])
    missing = [name for name in _FILES if not (place / name).is_file()]
    if missing:
        raise DataError(
            [finding("A05", "A file of the table is missing.", _AGAIN, file=_shown(name)) for name in missing]
        )
    settings = _settings(place / _SETTINGS)
    frames = {name: _frame(place / f"{name}.parquet") for name in _COLUMNS}
    _refuse(_unknown_kinds(frames))
    table = _assembled(settings, frames)
    _refuse(_faults(table))
    return table


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise DataError(limited(findings))


def _shown(name: str) -> str:
    return f"{FOLDER}/{name}"


def table_files(table: SupplyUse) -> dict[str, bytes]:
    """Name and content of each file of a table's folder."""
    products = _labels_frame(table.products).with_columns(
        pl.Series(name, getattr(table, name), dtype=pl.Float64) for name in _BY_PRODUCT
    )
    final = _labels_frame(table.final).with_columns(
        pl.Series("kind", list(table.final_kinds), dtype=pl.String)
    )
    frames = {
        "products": products,
        "industries": _labels_frame(table.industries),
        "final": final,
        "supply": _supply_frame(table.supply),
        "use": pl.DataFrame({_AMOUNTS: _matrix(table.use)}),
        "final_demand": pl.DataFrame({_AMOUNTS: _matrix(table.final_demand)}),
        "rows": _rows_frame(table),
    }
    return {_SETTINGS: _settings_text(table).encode()} | {
        f"{name}.parquet": columnar(frame) for name, frame in frames.items()
    }


def _settings_text(table: SupplyUse) -> str:
    people = {str(region): float(count) for region, count in table.people.items()}
    return tomli_w.dumps({"version": _VERSION, "provenance": asdict(table.provenance), "people": people})


def _labels_frame(labels: Labels) -> pl.DataFrame:
    titles = labels.titles or ("",) * len(labels)
    columns = {"region": labels.regions, "name": labels.names, "title": titles}
    return pl.DataFrame({name: list(values) for name, values in columns.items()},
                        schema=dict.fromkeys(columns, pl.String))  # fmt: skip


def _supply_frame(supply: sparse.csr_array) -> pl.DataFrame:
    """What each industry makes: one row for each entry, industries and products by number from 0."""
    made = supply.tocoo()
    columns = {"industry": made.row, "product": made.col}
    frame = pl.DataFrame({name: np.asarray(numbers, dtype=np.int64) for name, numbers in columns.items()})
    return frame.with_columns(pl.Series("amount", np.asarray(made.data, dtype=np.float64)))


def _matrix(values: Floats) -> pl.Series:
    """The rows of a matrix, one array each; nothing is copied where it lies in one piece."""
    return pl.Series(_AMOUNTS, np.ascontiguousarray(values), dtype=pl.Array(pl.Float64, values.shape[1]))


def _rows_frame(table: SupplyUse) -> pl.DataFrame:
    """All rows beside the table, under one another."""
    parts = [(name, getattr(table, name)) for name in _ROWS]
    kept = [(name, rows) for name, rows in parts if len(rows)]
    shape = {"by_industry": len(table.industries), "by_final": len(table.final)}
    texts: dict[str, list[str]] = {
        "table": [name for name, rows in kept for _ in rows.names],
        "name": [text for _, rows in kept for text in rows.names],
        "unit": [text for _, rows in kept for text in rows.units],
        "kind": [text for _, rows in kept for text in rows.kinds],
    }
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    return frame.with_columns(
        _matrix(np.concatenate([np.zeros((0, width)), *(getattr(rows, name) for _, rows in kept)])).alias(
            name
        )
        for name, width in shape.items()
    )


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "products": ("region", "name", "title", *_BY_PRODUCT),
    "industries": ("region", "name", "title"),
    "final": ("region", "name", "title", "kind"),
    "supply": ("industry", "product", "amount"),
    "use": (_AMOUNTS,),
    "final_demand": (_AMOUNTS,),
    "rows": ("table", "name", "unit", "kind", "by_industry", "by_final"),
}


def _settings(path: Path) -> dict[str, Any]:
    """What ``table.toml`` says.

    Raises
    ------
    DataError
        If it can't be read, or says something that a table doesn't have.
    """
    try:
        told: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = f"The file can't be read: {error}."
        raise DataError([finding("A01", why, _AGAIN, file=_shown(path.name))]) from error
    if told.get("version") != _VERSION:
        why = f"Tables of version {_VERSION} can be read."
        remedy = "Import the table again with this version of the program."
        value = told.get("version", "")
        raise DataError([finding("A06", why, remedy, file=_shown(path.name), column="version", value=value)])
    _refuse(_setting_faults(told))
    return told


def _setting_faults(told: Mapping[str, Any]) -> list[Finding]:
    """Keys that are unknown, and values that are not of their kind."""
    given = told.get("provenance", {})
    types = {field.name: type(getattr(Provenance(""), field.name)) for field in fields(Provenance)}
    file = _shown(_SETTINGS)
    faults = [
        finding("A06", "A table says nothing of the kind.", suggestion(key, types, "Leave it out."),
                file=file, column=f"provenance.{key}")
        for key in given if key not in types
    ]  # fmt: skip
    faults += [
        finding("B01", f"This should be {_IN_WORDS[types[key]]}.", _AGAIN,
                file=file, column=f"provenance.{key}", value=value)
        for key, value in given.items()
        if key in types and not isinstance(value, _AS_READ.get(types[key], types[key]))
    ]  # fmt: skip
    faults += [
        finding("B04", "People are a number, not below 0.", "Correct it.", file=file,
                column=f"people.{region}", value=value)
        for region, value in told.get("people", {}).items()
        if not isinstance(value, int | float) or not (math.isfinite(value) and value >= 0)
    ]  # fmt: skip
    return faults


def _frame(path: Path) -> pl.DataFrame:
    """One file of the table, with the columns it must have.

    Raises
    ------
    DataError
        If it is no Parquet file, or lacks a column.
    """
    try:
        frame = pl.read_parquet(io.BytesIO(path.read_bytes()))
    except (pl.exceptions.PolarsError, OSError) as error:
        why = "The file is not Parquet, or is damaged."
        raise DataError([finding("A01", why, _AGAIN, file=_shown(path.name))]) from error
    missing = [name for name in _COLUMNS[path.stem] if name not in frame.columns]
    _refuse([finding("A05", "A column is missing.", _AGAIN, file=_shown(path.name), column=name)
             for name in missing])  # fmt: skip
    return frame


def _unknown_kinds(frames: Mapping[str, pl.DataFrame]) -> list[Finding]:
    """Words that are none of the words of their column."""
    words = (("final", "kind", FINAL_KINDS), ("rows", "kind", ROW_KINDS), ("rows", "table", _ROWS))
    return [
        finding("B01", f"There are: {', '.join(known)}.", suggestion(str(value), known, _AGAIN),
                file=_shown(f"{name}.parquet"), row=row, column=column, value=value)
        for name, column, known in words
        for row, value in enumerate(frames[name][column].to_list(), start=1)
        if value not in known
    ]  # fmt: skip


def _assembled(settings: Mapping[str, Any], frames: Mapping[str, pl.DataFrame]) -> SupplyUse:
    """The table of its parts.

    Raises
    ------
    DataError
        If parts don't fit together.
    """
    n_products, n_industries, n_final = (frames[name].height for name in _LABELS)
    shapes = {"use": n_industries, "final_demand": n_final}
    matrices = {name: _numbers(frames[name], name, _AMOUNTS, width) for name, width in shapes.items()}
    _refuse([
        finding("A08", f"The file has {len(matrix)} rows, products.parquet {n_products}.", _AGAIN,
                file=_shown(f"{name}.parquet"))
        for name, matrix in matrices.items() if len(matrix) != n_products
    ])  # fmt: skip
    beside = _rows(frames["rows"], n_industries, n_final)
    by_product = {name: frames["products"][name].cast(pl.Float64).to_numpy() for name in _BY_PRODUCT}
    return SupplyUse(
        products=_labels(frames["products"]),
        industries=_labels(frames["industries"]),
        final=_labels(frames["final"]),
        final_kinds=tuple(frames["final"]["kind"].to_list()),
        supply=_supply(frames["supply"], n_industries, n_products),
        provenance=_provenance(settings.get("provenance", {})),
        people={region: float(count) for region, count in settings.get("people", {}).items()},
        use=matrices["use"],
        final_demand=matrices["final_demand"],
        value_added=beside["value_added"],
        labour=beside["labour"],
        capital=beside["capital"],
        satellites=beside["satellites"],
        imports=by_product["imports"],
        margins=by_product["margins"],
        taxes=by_product["taxes"],
    )


def _provenance(told: Mapping[str, Any]) -> Provenance:
    """Where the table is from; TOML knows lists, a table has tuples."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in told.items()
    }
    return Provenance(**{"name": "", **plain})


def _labels(frame: pl.DataFrame) -> Labels:
    """Labels; blank titles throughout are none."""
    regions, names, titles = (
        tuple(frame[name].fill_null("").to_list()) for name in ("region", "name", "title")
    )
    return Labels(regions, names, titles if any(titles) else ())


def _numbers(frame: pl.DataFrame, name: str, column: str, width: int) -> Floats:
    """A column of arrays as a matrix.

    Raises
    ------
    DataError
        If the arrays are not as wide as they should be.
    """
    dtype = frame[column].dtype
    if not (isinstance(dtype, pl.Array) and dtype.inner == pl.Float64 and dtype.shape == (width,)):
        why = f"Each row should be an array of {width} numbers."
        _refuse([finding("A08", why, _AGAIN, file=_shown(f"{name}.parquet"), column=column)])
    if not (frame.height and width):
        return np.zeros((frame.height, width))
    values: Floats = frame[column].rechunk().to_numpy()
    return values


def _rows(frame: pl.DataFrame, n_industries: int, n_final: int) -> dict[str, Rows]:
    """The rows beside the table, by what they belong to."""
    by_industry = _numbers(frame, "rows", "by_industry", n_industries)
    by_final = _numbers(frame, "rows", "by_final", n_final)
    names, units, kinds = (tuple(frame[column].to_list()) for column in ("name", "unit", "kind"))
    rows = Rows(names, units, kinds, by_industry, by_final)
    belongs = frame["table"].to_list()
    return {name: rows.at([at for at, table in enumerate(belongs) if table == name]) for name in _ROWS}


def _supply(frame: pl.DataFrame, n_industries: int, n_products: int) -> sparse.csr_array:
    """The make matrix of its entries.

    Raises
    ------
    DataError
        If an entry is of an industry or product that isn't there.
    """
    faults = [
        finding("A08", f"There are {count} of them.", _AGAIN, file=_shown("supply.parquet"), column=name)
        for name, count in (("industry", n_industries), ("product", n_products))
        if not frame[name].is_between(0, count - 1).all() or frame[name].null_count()
    ]
    _refuse(faults)
    entries = frame["amount"].cast(pl.Float64).to_numpy()
    where = (frame["industry"].to_numpy(), frame["product"].to_numpy())
    return sparse.csr_array((entries, where), shape=(n_industries, n_products))


def _faults(table: SupplyUse) -> list[Finding]:
    """Names that stand twice, and numbers that are none."""
    faults = [
        finding("B12", "The name stands twice in its region.", _AGAIN, file=_shown(f"{name}.parquet"),
                column="name", value=text)
        for name in _LABELS
        for text in _twice(getattr(table, name))
    ]  # fmt: skip
    numbers = {
        "use": table.use, "final_demand": table.final_demand, "supply": table.supply.data,
        "products": np.stack([table.imports, table.margins, table.taxes]),
    } | {"rows": np.concatenate([getattr(table, name).by_industry for name in _ROWS])}  # fmt: skip
    faults += [
        finding("B03", "A number is missing or infinite.", _AGAIN, file=_shown(f"{name}.parquet"))
        for name, values in numbers.items()
        if not np.isfinite(values).all()
    ]
    return faults


def _twice(labels: Labels) -> list[str]:
    """Labels that stand twice."""
    seen: set[tuple[str, str]] = set()
    double = []
    for pair in zip(labels.regions, labels.names, strict=True):
        if pair in seen:
            double.append(".".join(pair))
        seen.add(pair)
    return double
