"""Which bounds of the program each figure of the tables sets, and how far one more unit moves them.

Every function here gives one row for each pair of a table's row and a bound: ``row`` of the table from
0, ``position`` among the rows (or columns) of the program, ``step`` of the bound for one more unit of
the figure. They follow labels, not the order in which families are built.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from commonweal.formulate.families import RowFamily
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.index import Index
from commonweal.formulate.limits import LIMIT
from commonweal.formulate.material_balance import MATERIAL_BALANCE
from commonweal.formulate.needs import find_needs
from commonweal.formulate.places import STAR, sorted_rows
from commonweal.formulate.presence import find_presence
from commonweal.formulate.program import Floats
from commonweal.formulate.stores import SHARED_STORE, carried_share
from commonweal.formulate.supplies import SUPPLY_LIMIT
from commonweal.formulate.time import validity
from commonweal.formulate.transport import ROUTE_CAPACITY

__all__ = [
    "activity_terms",
    "cap_terms",
    "equipment_terms",
    "limit_terms",
    "opening_terms",
    "ration_terms",
    "route_terms",
    "store_terms",
    "supply_terms",
]

_TERMS = ("row", "position", "step")


def route_terms(formulation: Formulation) -> pl.DataFrame:
    """Rows of ``route_capacity`` by rows of ``routes``; steps in days."""
    rows = _numbered(formulation.index, "routes").select("row", "route", "part", "begin", "end")
    found = _labels(formulation, ROUTE_CAPACITY).join(rows, on=("route", "part"))
    return _terms(found, _days(found, formulation.index))


def supply_terms(formulation: Formulation) -> pl.DataFrame:
    """Rows of ``supply_limit`` by rows of ``supplies``; steps in days, periods or horizons."""
    index = formulation.index
    lead = pl.when(pl.col("price") > 0.0).then(pl.col("lead_time").fill_null(0.0)).otherwise(0.0)
    rows = _limited_supplies(index).select(
        "row", "order", "supply", "good", "part", "end", "per",
        asked="place", begin=pl.max_horizontal("begin", lead),
    )  # fmt: skip
    found = _labels(formulation, SUPPLY_LIMIT).join(rows, on=("supply", "good", "part"))
    found = found.filter(_meant(found, index))
    found = _in_turn(found.filter(_days(found, index) > 0.0))
    daily = found["per"].eq_missing("day").to_numpy()
    return _terms(found, np.where(daily, _days(found, index), 1.0))


def _limited_supplies(index: Index) -> pl.DataFrame:
    """Supplies with a limit, numbered, with their ``order`` among the rows as a program takes them."""
    rows = _numbered(index, "supplies")
    order = sorted_rows(rows.select(*rows.columns[1:], "row")).select("row", order=pl.int_range(pl.len()))
    closed = pl.col("closed").fill_null(value=False)
    if not index.keep_closed:
        rows = rows.filter(~closed | (pl.col("at_least") > 0.0))
    return rows.filter(closed | pl.col("at_most").is_not_null()).join(order, on="row")


def _in_turn(found: pl.DataFrame) -> pl.DataFrame:
    """Pairs of labels and rows where several rows share a label: the first has the first, and so on.

    Supplies of a pooled good may name places, but their labels don't.
    """
    label = ("supply", "good", "place", "period", "part")
    ranks = (pl.col(name).rank("dense").over(label) for name in ("position", "order"))
    return found.filter(pl.Expr.eq(*ranks))


def activity_terms(formulation: Formulation) -> pl.DataFrame:
    """Columns of ``level`` by rows of ``activities``; steps in days."""
    index = formulation.index
    rows = _numbered(index, "activities").select("row", "activity", "part", "begin", "end", asked="place")
    found = formulation.program.columns["level"].frame().join(rows, on=("activity", "part"))
    found = found.filter(_meant(found, index))
    return _terms(found, _days(found, index))


def equipment_terms(formulation: Formulation) -> pl.DataFrame:
    """Rows of ``equipment_use`` by rows of ``equipment``; steps in days, times what is left of one unit."""
    index, equipment = formulation.index, formulation.equipment
    there = equipment.use_pool >= 0
    pool, period = equipment.use_pool[there], equipment.use_period[there]
    places = (*index.places, "")
    found = pl.DataFrame(
        {
            "equipment": pl.Series([equipment.names[code] for code in equipment.name[pool]], dtype=pl.String),
            "place": pl.Series([places[code] for code in equipment.place[pool]], dtype=pl.String),
            "position": equipment.use_row[there],
            "left": equipment.use_days[there] * equipment.left[pool, period],
        }
    )
    rows = index.economy["equipment"].with_row_index("row").select("row", "equipment", asked="place")
    found = found.join(rows, on="equipment").filter(pl.col("left") > 0.0)
    shared = found["asked"].is_null() & (found["place"] == "")
    found = found.filter(shared | (~found["asked"].is_null() & _meant(found, index)))
    return _terms(found, found["left"].to_numpy())


def opening_terms(formulation: Formulation) -> pl.DataFrame:
    """Rows of balances and shared stores by rows of ``stocks``; steps are what is left of one unit."""
    index = formulation.index
    balances, stores = (
        _labels(formulation, family).filter(pl.col("period") == index.periods[0])
        for family in (MATERIAL_BALANCE, SHARED_STORE)
    )
    rows = index.economy["stocks"].with_row_index("row").rename({"place": "asked"})
    pooled = pl.col("good").is_in(_pooled(index))
    shared = pl.col("asked").is_null() & ~pooled
    own = balances.join(rows.filter(~shared).select("row", "good", "asked"), on="good")
    own = own.filter(_meant(own, index)).select("row", "good", "place", "position")
    joint = stores.join(rows.filter(shared).select("row", "good"), on="good")
    found = pl.concat([own, joint.select("row", "good", pl.lit("").alias("place"), "position")])
    place = np.where(found["place"] == "", index.pool, index.place_codes(found["place"]))
    return _terms(found, carried_share(index, index.good_codes(found["good"]), place)[:, 0])


def store_terms(formulation: Formulation) -> pl.DataFrame:
    """Columns of ``stock`` by rows of ``stocks``; one more unit is one more unit."""
    index = formulation.index
    rows = index.economy["stocks"].with_row_index("row").select("row", "good", asked="place")
    found = formulation.program.columns["stock"].frame().join(rows, on="good")
    pooled = found["good"].is_in(_pooled(index))
    shared = found["asked"].is_null() & (found["place"] == "")
    found = found.filter(shared | (~found["asked"].is_null() & _meant(found, index)) | pooled)
    return _terms(found, np.ones(found.height))


def limit_terms(formulation: Formulation) -> pl.DataFrame:
    """Rows of ``limit`` by rows of ``limits``; steps in days, periods, horizons or person-days."""
    index = formulation.index
    rows = _numbered(index, "limits").select("row", "limit", "part", "begin", "end", "per", asked="place")
    found = _labels(formulation, LIMIT).join(rows, on=("limit", "part"))
    everywhere = found["asked"].is_null() & (found["place"] == "")
    found = found.filter(everywhere | (~found["asked"].is_null() & _meant(found, index)))
    return _terms(found, _limit_factors(found, index))


def _limit_factors(found: pl.DataFrame, index: Index) -> Floats:
    """What ``at_most`` of each row of a limit is multiplied by, shape (n_found,)."""
    days, presence = _days(found, index), find_presence(index)
    factors = np.where(found["per"].eq_missing("day").to_numpy(), days, 1.0)
    persons = found.with_row_index("line").filter(pl.col("per").eq_missing("person"))
    for line, place, period, begin, end in persons.select(
        "line", "place", "period", "begin", "end"
    ).iter_rows():
        there = presence.person_days(begin, end)[:, :, index.periods.index(period)]
        factors[line] = (there if place == "" else there[index.places.index(place)]).sum()
    return factors


def cap_terms(formulation: Formulation) -> pl.DataFrame:
    """Rows of ``intake_cap`` by rows of ``needs``; steps in person-days.

    Caps of several rows that meet in one window share a row of the program, each with its days.
    """
    index, needs = formulation.index, formulation.index.economy["needs"]
    caps = formulation.program.rows["intake_cap"].frame()
    caps = caps.with_columns(first=_period_codes(caps, index)).sort("first")
    empty = pl.DataFrame(schema={"position": pl.Int64, "step": pl.Float64, "row": pl.UInt32})
    parts = [empty]
    for row in needs["at_most"].is_not_null().arg_true().to_list():
        windows = _windows_of(index, row)
        by = [name for name in windows.columns if name not in {"first", "days"}]
        met = windows.join_asof(caps, on="first", by=by, strategy="backward", check_sortedness=False)
        together = met.group_by("position").agg(step=pl.col("days").sum())
        parts.append(together.with_columns(row=pl.lit(row, pl.UInt32)))
    found = pl.concat(parts)
    return _terms(found, found["step"].to_numpy())


def _windows_of(index: Index, row: int) -> pl.DataFrame:
    """The windows of one row of ``needs`` by itself, each with its person-days."""
    alone = Index(index.economy.with_table("needs", index.economy["needs"][row]), index.keep_closed)
    lines = find_needs(alone, find_presence(alone))
    return pl.DataFrame(
        {
            "tier": pl.Series([str(tier) for tier in lines.tier], dtype=pl.String),
            "place": pl.Series([index.places[code] for code in lines.place], dtype=pl.String),
            "group": pl.Series([index.groups[code] for code in lines.group], dtype=pl.String),
            "good": pl.Series([index.goods[code] for code in lines.good], dtype=pl.String),
            "first": pl.Series(lines.period, dtype=pl.Int64),
            "days": pl.Series(lines.person_days, dtype=pl.Float64),
        }
    ).sort("first")


def ration_terms(formulation: Formulation) -> pl.DataFrame:
    """Rows of ``ration_tie`` by rows of ``rations``; a tie has no figure, so steps are 0."""
    economy = formulation.index.economy
    if "ration_tie" not in formulation.program.rows:
        return pl.DataFrame(schema={"row": pl.UInt32, "position": pl.Int64, "step": pl.Float64})
    people = economy["people"].select("place", "group", "ration").drop_nulls()
    people = people.unique(["place", "group"], keep="last", maintain_order=True)
    rations = economy["rations"].with_row_index("row").select("row", "ration")
    found = formulation.program.rows["ration_tie"].frame().join(people, on=("place", "group"))
    found = found.join(rations, on="ration")
    return _terms(found, np.zeros(found.height))


def _terms(found: pl.DataFrame, step: Floats) -> pl.DataFrame:
    """Pairs of rows and positions with their steps, in order."""
    return found.with_columns(step=pl.Series(step, dtype=pl.Float64)).select(_TERMS).sort("row", "position")


def _labels(formulation: Formulation, family: RowFamily) -> pl.DataFrame:
    """The rows of a family with the names of their labels."""
    return formulation.program.rows[family.name].frame()


def _numbered(index: Index, table: str) -> pl.DataFrame:
    """Rows of a dated table with their number, ``part`` as in labels, and the days they hold."""
    rows = index.economy[table].with_row_index("row")
    begin, end = validity(rows, index.calendar)
    return rows.with_columns(
        part=pl.col("from").cast(pl.String).fill_null(""), begin=pl.Series(begin), end=pl.Series(end)
    ).filter(pl.col("begin") < pl.col("end"))


def _pooled(index: Index) -> list[str]:
    """Names of pooled goods."""
    return [good for good, pooled in zip(index.goods, index.pooled, strict=True) if pooled]


def _meant(found: pl.DataFrame, index: Index) -> pl.Series:
    """Whether the place that a row asked for is the place of the label it was joined with."""
    asked, place = found["asked"], found["place"]
    anywhere = asked.is_null() | asked.eq_missing(pl.Series([STAR]))
    if "good" in found.columns:
        anywhere |= found["good"].is_in(_pooled(index))
    return anywhere | asked.eq_missing(place)


def _period_codes(found: pl.DataFrame, index: Index) -> pl.Series:
    """Code of the period of each label; −1 for the whole horizon."""
    codes = {name: code for code, name in enumerate(index.periods)}
    return pl.Series([codes.get(name, -1) for name in found["period"]], dtype=pl.Int64)


def _days(found: pl.DataFrame, index: Index) -> Floats:
    """Days on which each row of a table holds in the period of the label it was joined with."""
    period = _period_codes(found, index).to_numpy()
    edges = index.calendar.edges
    begin = np.maximum(found["begin"].to_numpy(), np.where(period < 0, 0.0, edges[period]))
    end = np.minimum(found["end"].to_numpy(), np.where(period < 0, edges[-1], edges[period + 1]))
    days: Floats = np.maximum(end - begin, 0.0)
    return days
