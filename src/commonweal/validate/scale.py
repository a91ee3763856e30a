"""Checks of scale: units of goods, and figures far from their like."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.units import KILOGRAM, AffineUnit, UnitBook, UnitError
from commonweal.validate.report import at, shown
from commonweal.validate.rows import where

__all__ = ["check_scale"]

_DROPPED = 1e-9  # a smaller coefficient is taken for 0 by solvers
_SPREAD = 1e12
_FAR = 100.0  # times the median
_FAR_AMONG_FEW = 1000.0  # times the next food, where only two or three have a nutrient
_PERSON_DAYS = 10_000.0  # of a need that a kilogram of food may cover
_LIKE = 4  # figures of a kind, from which a median says something
_CLOSE = 1e-6  # relative difference of two masses that are the same
_DAY = 24.0  # hours

_COEFFICIENTS = (
    ("activity_goods", "amount"),
    ("composition", "amount"),
    ("route_goods", "amount"),
    ("equipment", "per_level"),
    ("equipment_use", "amount"),
    ("limit_terms", "coefficient"),
)


def check_scale(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Findings about units of goods and about amounts that are suspiciously small or large."""
    yield from _dropped(economy)
    yield from _spread(economy)
    told: set[str] = set()
    if "goods" not in unread:
        book = _book(economy)
        yield from _units(economy, book)
        kilograms = _kilograms(economy, book)
        impossible = {found.place: found for found in _impossible_food(economy, kilograms)}
        rich = {found.place: found for found in _rich_food(economy, kilograms)}
        told = {*impossible, *rich}
        yield from (rich | impossible).values()
        if "people" not in unread:
            yield from _hours(economy, book)
    yield from (found for found in _far_from_like(economy) if found.place not in told)


def _dropped(economy: Economy) -> Iterator[Finding]:
    """Coefficients so small that the solver would take them for 0."""
    for table, column in _COEFFICIENTS:
        size = pl.col(column).abs()
        for index in where(economy[table], (size > 0) & (size < _DROPPED)):
            why = "Below 1e-9 the solver would take it for 0."
            yield at(economy, "B10", (table, index, column), why, "Use a larger unit, or a smaller level.")


def _spread(economy: Economy) -> Iterator[Finding]:
    """Goods whose coefficients in techniques lie too far apart for a solver."""
    rows = economy["activity_goods"].with_row_index().with_columns(size=pl.col("amount").abs())
    spread = (
        rows.filter((pl.col("size") > 0) & pl.col("size").is_finite() & pl.col("good").is_not_null())
        .group_by("good", maintain_order=True)
        .agg(
            pl.col("size").min().alias("least"),
            pl.col("size").max().alias("most"),
            pl.col("index").sort_by("size").first(),
        )
        .filter(pl.col("most") > _SPREAD * pl.col("least"))
    )
    for good, least, most, index in spread.iter_rows():
        why = (
            f"Amounts of '{shown(good)}' go from {least:.3g} to {most:.3g}; the small ones can't be trusted."
        )
        yield at(
            economy, "D08", ("activity_goods", index, "amount"), why, "Choose another unit, or other levels."
        )


def _far_from_like(economy: Economy) -> Iterator[Finding]:
    """Figures over 100 times, or under a hundredth of, the median of their like."""
    rows = economy["activity_goods"].with_row_index().drop_nulls(["activity", "good", "amount"])
    product = (
        rows.filter(pl.col("amount") > 0)
        .group_by("activity", maintain_order=True)
        .agg(pl.col("good").first().alias("product"), pl.col("amount").first().alias("made"))
    )
    inputs = rows.filter(pl.col("amount") < 0).join(product, on="activity", maintain_order="left")
    money = _counted_in_money(economy)
    worth = pl.col("good").is_in(money) & pl.col("product").is_in(money)
    inputs = inputs.filter(~worth).with_columns(figure=-pl.col("amount") / pl.col("made"))
    yield from _far(
        economy,
        "activity_goods",
        "amount",
        inputs,
        ["good", "product"],
        others="per unit of what is made, techniques with the same product use",
    )
    needs = economy["needs"].with_row_index().filter(~pl.col("good").is_in(money))
    needs = needs.with_columns(figure=pl.col("amount"))
    yield from _far(economy, "needs", "amount", needs, ["good"], others="elsewhere people need")
    prices = economy["supplies"].with_row_index().with_columns(figure=pl.col("price"))
    prices = prices.with_columns(pl.col("paid_in").fill_null(economy.settings.currency))
    yield from _far(
        economy, "supplies", "price", prices, ["good", "paid_in"], others="other supplies of it cost"
    )
    yield from _far_in_food(economy)


def _counted_in_money(economy: Economy) -> list[str]:
    """Goods whose unit is that of a currency: what they are worth differs widely, and has no other scale."""
    goods = economy["goods"].drop_nulls(["good", "unit"])
    units = goods.filter(pl.col("kind") == "currency")["unit"].unique().to_list()
    return goods.filter(pl.col("unit").is_in(units))["good"].to_list()


def _far(
    economy: Economy, table: str, column: str, rows: pl.DataFrame, like: list[str], *, others: str
) -> Iterator[Finding]:
    """Rows whose ``figure`` is far from the median of the rows that agree in ``like``."""
    figure = pl.col("figure")
    rows = rows.filter((figure > 0) & figure.is_finite()).with_columns(
        median=figure.median().over(like), count=pl.len().over(like)
    )
    ratio = figure / pl.col("median")
    far = rows.filter((pl.col("count") >= _LIKE) & ((ratio > _FAR) | (ratio < 1 / _FAR)))
    for index, value, median in far.select("index", "figure", "median").iter_rows():
        why = f"It comes to {value:.4g}, and {others} about {median:.4g}."
        yield at(economy, "D04", (table, index, column), why, "Is the unit right?")


def _far_in_food(economy: Economy) -> Iterator[Finding]:
    """Foods with over 100 times as much of a nutrient, by mass, as any other food (of few: 1000)."""
    masses = economy["goods"].select("good", "mass").unique("good", keep="first")
    rows = economy["composition"].with_row_index().join(masses, on="good", maintain_order="left")
    figure = pl.col("amount") / pl.col("mass").fill_null(1.0)
    rows = rows.with_columns(figure=figure).filter((pl.col("figure") > 0) & pl.col("figure").is_finite())
    ranked = (
        rows.sort("figure", descending=True)
        .group_by("nutrient", maintain_order=True)
        .agg(
            pl.len().alias("count"),
            pl.col("index").first(),
            pl.col("figure").first(),
            pl.col("figure").get(1, null_on_oob=True).alias("next"),
        )
    )
    times = pl.when(pl.col("count") >= _LIKE).then(_FAR).otherwise(_FAR_AMONG_FEW)
    far = ranked.filter(pl.col("figure") > times * pl.col("next"))
    for nutrient, index, times in far.select(
        "nutrient", "index", pl.col("figure") / pl.col("next")
    ).iter_rows():
        why = f"By mass it has {times:.4g} times as much '{shown(nutrient)}' as the food next to it."
        yield at(economy, "D04", ("composition", index, "amount"), why, "Is the unit right (µg, mg or g)?")


def _book(economy: Economy) -> UnitBook:
    """The units of the goods of an economy."""
    goods = economy["goods"].select("unit", "kind").drop_nulls("unit")
    return UnitBook(goods["unit"], goods.filter(pl.col("kind") == "currency")["unit"])


def _units(economy: Economy, book: UnitBook) -> Iterator[Finding]:
    """Units of goods that are none, and masses that contradict them."""
    for index, (unit, mass) in enumerate(economy["goods"].select("unit", "mass").iter_rows()):
        if unit is None:
            continue
        try:
            measure = book.measure(unit)
        except UnitError as error:
            code = "D07" if isinstance(error, AffineUnit) else "D01"
            yield at(economy, code, ("goods", index, "unit"), error.why, error.remedy)
            continue
        if mass and measure.dimensions == KILOGRAM.dimensions and abs(mass / measure.scale - 1) > _CLOSE:
            why = f"One {shown(unit)} has a mass of {measure.scale:.15g} kg."
            yield at(economy, "D02", ("goods", index, "mass"), why, "Correct the mass or the unit.")


def _kilograms(economy: Economy, book: UnitBook) -> dict[str, float]:
    """Mass of one unit of each good that is a mass, or has one."""
    kilograms: dict[str, float] = {}
    for good, unit, mass in (
        economy["goods"].select("good", "unit", "mass").drop_nulls(["good", "unit"]).rows()
    ):
        try:
            measure = book.measure(unit)
        except UnitError:
            continue  # told as D01 or D07
        if measure.dimensions == KILOGRAM.dimensions:
            kilograms[good] = measure.scale
        elif mass:
            kilograms[good] = mass
    return kilograms


def _rich_food(economy: Economy, kilograms: dict[str, float]) -> Iterator[Finding]:
    """Foods a kilogram of which would cover a need for longer than can be."""
    needs = economy["needs"].filter(pl.col("amount").is_finite() & (pl.col("amount") > 0))
    most = dict(needs.group_by("good").agg(pl.col("amount").max()).iter_rows())
    rows = economy["composition"].select("good", "nutrient", "amount")
    for index, (food, nutrient, amount) in enumerate(rows.iter_rows()):
        if food in kilograms and nutrient in most and amount is not None:
            days = amount / kilograms[food] / most[nutrient]
            if days > _PERSON_DAYS:
                why = f"One kg of '{shown(food)}' would cover {days:,.0f} person-days of '{shown(nutrient)}'."
                yield at(
                    economy, "D04", ("composition", index, "amount"), why, "Is the unit right (µg, mg or g)?"
                )


def _impossible_food(economy: Economy, kilograms: dict[str, float]) -> Iterator[Finding]:
    """Foods that would hold more of a nutrient than they weigh."""
    rows = economy["composition"].select("good", "nutrient", "amount")
    for index, (food, nutrient, amount) in enumerate(rows.iter_rows()):
        if food in kilograms and nutrient in kilograms and amount is not None:
            share = amount * kilograms[nutrient] / kilograms[food]
            if share > 1 + _CLOSE:
                why = f"'{shown(food)}' would hold {share:.4g} times its own mass of '{shown(nutrient)}'."
                yield at(
                    economy, "B14", ("composition", index, "amount"), why, "Is the unit right (µg, mg or g)?"
                )


def _hours(economy: Economy, book: UnitBook) -> Iterator[Finding]:
    """Places where a supply of labour is more than all hours of all people there."""
    unit_of = dict(economy["goods"].filter(pl.col("kind") == "labour").select("good", "unit").rows())
    people = economy["people"].group_by("place").agg(pl.col("people").sum())
    living = dict(people.rows())
    everybody = people["people"].sum()
    days = {"period": min(economy.settings.calendar.lengths), "horizon": economy.settings.calendar.horizon}
    rows = economy["supplies"].select("good", "place", "at_most", "per").iter_rows()
    hours_of = {good: _hours_in(book, unit) for good, unit in unit_of.items() if unit is not None}
    for index, (good, place, most, per) in enumerate(rows):
        hours = hours_of.get(good)
        there = everybody if place is None else living.get(place)
        if most is None or hours is None or not there:
            continue
        each = most * hours / days.get(per, 1) / there
        if each > _DAY:
            why = f"That is {each:.4g} hours of work per person and day, and a day has 24."
            yield at(
                economy, "D05", ("supplies", index, "at_most"), why, "Is it per day, per period or for all?"
            )


def _hours_in(book: UnitBook, unit: str) -> float | None:
    """Hours in a unit of labour, persons left aside; None where it is no time."""
    try:
        measure = book.measure(unit)
    except UnitError:
        return None  # told as D01 or D07
    powers = {name: power for name, power in measure.dimensions if name != "person"}
    return measure.scale / book.measure("h").scale if powers == {"second": 1.0} else None
