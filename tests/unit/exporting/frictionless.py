"""What Frictionless asks of a data package, checked by hand: https://datapackage.org/standard/."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import polars as pl

__all__ = ["checked_package"]

_TYPES = {
    "string": {pl.String},
    "number": {pl.Float64, pl.Float32},
    "integer": {pl.Int64, pl.Int32, pl.UInt32},
    "boolean": {pl.Boolean},
    "date": {pl.Date},
    "array": {pl.Array, pl.List},
}
_FIELD_KEYS = {"name", "type", "format", "title", "description", "constraints", "unit"}
_CONSTRAINTS = {"required", "unique", "minimum", "maximum", "enum", "pattern", "minLength", "maxLength"}
_NAME = re.compile(r"^[a-z0-9._-]+$")


def checked_package(folder: Path) -> dict[str, Any]:
    """The descriptor in a folder, once everything it says of the files has been found true."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert _NAME.match(package["name"])
    assert package["resources"]
    for source in package.get("sources", []):
        assert source["title"]
        assert "path" not in source or re.match(r"https?://", source["path"])
    for licence in package.get("licenses", []):
        assert licence.get("name") or licence.get("path")
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    frames = {resource["name"]: checked_resource(folder, resource) for resource in package["resources"]}
    for resource in package["resources"]:
        check_keys(resource["schema"], frames[resource["name"]], frames)
    return package


def checked_resource(folder: Path, resource: dict[str, Any]) -> pl.DataFrame:
    """Rows of a resource, once its file is found to be what is said."""
    assert _NAME.match(resource["name"])
    assert resource["type"] == "table"
    assert not Path(resource["path"]).is_absolute()
    assert ".." not in resource["path"]
    content = (folder / resource["path"]).read_bytes()
    assert len(content) == resource["bytes"]
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["format"] == "parquet"
    frame = pl.read_parquet(folder / resource["path"])
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == frame.columns
    for field in fields:
        check_field(field, frame[field["name"]])
    return frame


def check_field(field: dict[str, Any], column: pl.Series) -> None:
    """A column is of the type, and within the constraints, that are said."""
    assert set(field) <= _FIELD_KEYS
    assert type(column.dtype) in {*_TYPES[field["type"]]} or column.dtype in _TYPES[field["type"]]
    constraints = field.get("constraints", {})
    assert set(constraints) <= _CONSTRAINTS
    values = column.replace("", None) if column.dtype == pl.String else column
    if constraints.get("required"):
        assert values.null_count() == 0, field
    values = values.drop_nulls()
    if "minimum" in constraints and len(values):
        assert values.min() >= constraints["minimum"], field
    if "maximum" in constraints and len(values):
        assert values.max() <= constraints["maximum"], field
    if "enum" in constraints:
        assert set(values) <= set(constraints["enum"]), field


def check_keys(schema: dict[str, Any], frame: pl.DataFrame, frames: dict[str, pl.DataFrame]) -> None:
    """Primary keys tell rows apart; foreign keys lead somewhere."""
    key = schema.get("primaryKey", [])
    if key:
        assert frame.select(key).n_unique() == frame.height
    for foreign in schema.get("foreignKeys", []):
        reference = foreign["reference"]
        assert len(foreign["fields"]) == len(reference["fields"]) == 1
        there = frames[reference["resource"]][reference["fields"][0]]
        here = frame[foreign["fields"][0]].replace("", None).drop_nulls()
        assert here.is_in(there.to_list()).all()
