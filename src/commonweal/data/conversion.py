"""Conversion of amounts to the units of their goods, once, on reading (conventions §3).

A row's ``unit`` is the unit of its amounts. In ``composition`` it is a whole ratio, such as
``mg/100g`` (without ``/``: per unit of the food). In ``supplies`` it is the unit of the good, and
the price is for one of it. A good with a mass may be given by mass, whatever its own unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.data.columns import rounded
from commonweal.findings import Finding, Origin
from commonweal.model import TABLES, Column, Table
from commonweal.units import KILOGRAM, AffineUnit, Measure, UnitBook, UnitError, WrongDimension
from commonweal.validate.report import finding

__all__ = ["converted", "converted_rows"]

_UNIT = "unit"
_FACTOR = "__factor__"

_Fault = tuple[int, str, str, str, str]  # row, code, why, remedy, value


@dataclass(frozen=True)
class _Goods:
    """What conversion needs to know of the goods."""

    book: UnitBook
    unit: Mapping[str, str]
    mass: Mapping[str, float]

    def measures(self, good: str) -> list[Measure]:
        """What one unit of a good measures: its unit, and its mass where it has one."""
        mass = self.mass.get(good)
        by_mass = [Measure(mass * KILOGRAM.scale, KILOGRAM.dimensions)] if mass else []
        return [self.book.measure(self.unit[good]), *by_mass]


def converted(
    tables: Mapping[str, pl.DataFrame], origins: Mapping[str, Origin], units: Mapping[str, str]
) -> tuple[dict[str, pl.DataFrame], list[Finding]]:
    """The tables in the units of their goods, without their ``unit`` columns, and what can't be."""
    result = dict(tables)
    findings: list[Finding] = []
    if not {"good", _UNIT} <= set(tables.get("goods", pl.DataFrame()).columns):
        return result, findings
    goods = _goods(tables["goods"])
    for name, given in tables.items():
        rows = given
        if not TABLES[name].unit_column or not (_UNIT in rows.columns or units):
            continue
        if _UNIT not in rows.columns:
            rows = rows.with_columns(pl.lit(None, dtype=pl.String).alias(_UNIT))
        result[name], faults = _converted_table(rows, TABLES[name], goods, units)
        findings.extend(_told(fault, origins[name]) for fault in faults)
    return result, findings


def converted_rows(
    rows: pl.DataFrame, table: Table, goods: pl.DataFrame, origin: Origin
) -> tuple[pl.DataFrame, list[Finding]]:
    """Rows of a table beside an economy in the units of its goods, without their ``unit`` column."""
    if _UNIT not in rows.columns:
        return rows, []
    result, faults = _converted_table(rows, table, _goods(goods), {})
    return result, [_told(fault, origin) for fault in faults]


def _told(fault: _Fault, origin: Origin) -> Finding:
    """A row whose unit does not fit, as a finding."""
    index, code, why, remedy, value = fault
    place = {"file": origin.file, "sheet": origin.sheet}
    return finding(code, why, remedy, **place, row=origin.row(index), column=_UNIT, value=value)


def _goods(rows: pl.DataFrame) -> _Goods:
    """Units and masses of goods, as far as they are given."""
    unit = {good: text for good, text in rows.select("good", _UNIT).iter_rows() if good and text}
    kinds = dict(rows.select("good", "kind").iter_rows()) if "kind" in rows.columns else {}
    masses = rows.select("good", "mass").iter_rows() if "mass" in rows.columns else ()
    currencies = [text for good, text in unit.items() if kinds.get(good) == "currency"]
    mass = {good: kilograms for good, kilograms in masses if good and kilograms and kilograms > 0}
    return _Goods(UnitBook(unit.values(), currencies), unit, mass)


def _converted_table(
    rows: pl.DataFrame, table: Table, goods: _Goods, units: Mapping[str, str]
) -> tuple[pl.DataFrame, list[_Fault]]:
    """One table with its amounts converted, and the rows whose unit does not fit."""
    measured = [column for column in table.columns if column.measured_in and column.name in rows.columns]
    whose = "nutrient" if table.name == "composition" else "good"
    if whose not in rows.columns:
        return rows, []
    if whose == "good" and units:
        default = pl.col("good").replace_strict(units, default=None, return_dtype=pl.String)
        rows = rows.with_columns(pl.coalesce(_UNIT, default))
    faults = _missing(rows, whose, measured)
    told: set[int] = set()
    for column in measured:
        rows, wrong = _converted_column(rows, column, goods, whole=whose == "nutrient")
        faults += [fault for fault in wrong if fault[0] not in told]
        told |= {fault[0] for fault in wrong}
    return rows.drop(_UNIT), faults


def _missing(rows: pl.DataFrame, whose: str, measured: list[Column]) -> list[_Fault]:
    """Rows with amounts and no unit, where other rows of the same good have one."""
    if not measured or rows[_UNIT].null_count() == rows.height:
        return []
    filled = pl.any_horizontal(pl.col(column.name).is_not_null() for column in measured)
    mixed = pl.col(_UNIT).is_not_null().any().over(whose)
    blank = rows.select((pl.col(_UNIT).is_null() & filled & mixed & pl.col(whose).is_not_null()).arg_true())
    why = "The unit is blank, and other rows of the same {} have one."
    remedy = "Write the unit in every row of it, or in none."
    return [(index, "D03", why.format(whose), remedy, "") for index in blank.to_series()]


def _converted_column(
    rows: pl.DataFrame, column: Column, goods: _Goods, *, whole: bool
) -> tuple[pl.DataFrame, list[_Fault]]:
    """One column converted; ``whole`` says that the unit is that of the whole ratio."""
    names = ["nutrient", "good"] if whole else ["good"]
    if any(name not in rows.columns for name in names):
        return rows, []
    cases = rows.filter(pl.col(_UNIT).is_not_null() & pl.col(column.name).is_not_null())
    factors: list[float | None] = []
    errors: dict[tuple[str, ...], UnitError] = {}
    cases = cases.select(_UNIT, *names).drop_nulls().unique()
    for case in cases.iter_rows():
        factors.append(1.0)
        if not all(_readable(goods, good) for good in case[1:]):
            continue
        try:
            factor = _ratio(goods, *case) if whole else _plain(goods, *case)
            factors[-1] = factor if whole or "/" not in column.measured_in else 1 / factor
        except UnitError as error:
            errors[case] = error
    keyed = cases.with_columns(pl.Series(_FACTOR, factors, dtype=pl.Float64))
    joined = rows.join(keyed, on=[_UNIT, *names], how="left", maintain_order="left")
    values = (joined[column.name] * joined[_FACTOR].fill_null(1.0)).alias(column.name)
    faults = [
        (index, _code(errors[case]), errors[case].why, errors[case].remedy, case[0])
        for index, case in enumerate(rows.select(_UNIT, *names).iter_rows())
        if errors and case in errors and rows[column.name][index] is not None
    ]
    return rows.with_columns(rounded(values)), faults


def _readable(goods: _Goods, good: str) -> bool:
    """Whether a good is known and its own unit is one; if not, that is told elsewhere."""
    try:
        return good in goods.unit and bool(goods.measures(good))
    except UnitError:
        return False


def _plain(goods: _Goods, text: str, good: str) -> float:
    """Units of a good in one of ``text``."""
    return goods.book.ratio(text, goods.unit[good], *goods.measures(good))


def _ratio(goods: _Goods, text: str, nutrient: str, food: str) -> float:
    """Units of a nutrient per unit of a food in one of ``text``."""
    if "/" not in text:
        return _plain(goods, text, nutrient)
    above = goods.book.measure(goods.unit[nutrient])
    wanted = [above.times(below, -1) for below in goods.measures(food)]
    return goods.book.ratio(text, f"{goods.unit[nutrient]}/{goods.unit[food]}", *wanted)


def _code(error: UnitError) -> str:
    """The code of what is wrong with a unit."""
    if isinstance(error, AffineUnit):
        return "D07"
    return "D02" if isinstance(error, WrongDimension) else "D01"
