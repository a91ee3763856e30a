"""Lists to work from: what to send from each place, and what to buy, period by period.

A row of an economy that holds for some days of a period (``from``, ``until``, or what can't be paid
in time) counts for those days, evenly (conventions §2); the lists give the days.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["dispatch_lists", "purchase_list"]

_DIGITS = 6  # significant digits of amounts: lists are for people at work, tables keep all digits
_LISTED = 1e-6  # amounts that are a smaller share of the largest of their good are left out

Row = Mapping[str, Any]
Days = tuple[float, float]
"""From when on and until when, in days from the start of the calendar."""


def dispatch_lists(plan: Plan) -> dict[str, pl.DataFrame]:
    """What each place sends: when, where to, along which route, how much, and what of it arrives.

    Amounts are in the unit of their good, for all days from ``first_day`` to ``last_day``
    together. Places that send nothing are left out.
    """
    routes = _by_part(plan, "routes", "route")
    flows = _worth_listing(plan["flows"], "sent")
    days = [_days(plan, row, routes[row["route"], row["part"]]) for row in flows.iter_rows(named=True)]
    rows = flows.with_columns(**_first_and_last(plan, days)).join(_units(plan), on="good", how="left")
    listed = rows.sort("from_place", "first_day", "to_place", "route", "good").select(
        "from_place",
        "first_day",
        "last_day",
        "to_place",
        "route",
        "good",
        pl.col("sent").round_sig_figs(_DIGITS).alias("send"),
        "unit",
        pl.col("tonnes").round_sig_figs(_DIGITS),
        pl.col("arrived").round_sig_figs(_DIGITS).alias("arrives"),
    )
    return {
        str(place[0]): group.drop("from_place")
        for place, group in listed.partition_by("from_place", as_dict=True, maintain_order=True).items()
    }


def purchase_list(plan: Plan) -> pl.DataFrame:
    """What to buy: when, where, from whom, how much, for how much, and when to pay.

    Everything that costs money is listed. What comes evenly from ``first_day`` to ``last_day`` is
    paid evenly from ``pay_first_day`` to ``pay_last_day``, its lead time earlier.
    """
    supplies = _by_part(plan, "supplies", "supply", "good")
    bought = _worth_listing(plan["supplies"].filter(pl.col("cost") > 0.0), "supplied")
    offers = [
        _here(supplies[row["supply"], row["good"], row["part"]], row["place"])
        for row in bought.iter_rows(named=True)
    ]
    leads = [max((row["lead_time"] or 0.0 for row in known), default=0.0) for known in offers]
    days = [
        _days(plan, row, known, lead)
        for row, known, lead in zip(bought.iter_rows(named=True), offers, leads, strict=True)
    ]
    paid = [(start - lead, end - lead) for (start, end), lead in zip(days, leads, strict=True)]
    rows = bought.with_columns(
        **_first_and_last(plan, days),
        **_first_and_last(plan, paid, "pay_"),
        supplier=_texts("supplier", offers),
        origin=_texts("origin", offers),
    )
    return _purchases(rows.join(_units(plan), on="good", how="left"))


def _purchases(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns of the purchase list, the first payment first."""
    return rows.sort("pay_first_day", "place", "supply", "good", "first_day").select(
        "first_day",
        "last_day",
        "place",
        "good",
        pl.col("supplied").round_sig_figs(_DIGITS).alias("buy"),
        "unit",
        "supply",
        "supplier",
        "origin",
        pl.col("cost").round_sig_figs(_DIGITS),
        "paid_in",
        "pay_first_day",
        "pay_last_day",
    )


def _worth_listing(rows: pl.DataFrame, amount: str) -> pl.DataFrame:
    """Rows that are more than rounding, good by good."""
    return rows.filter(pl.col(amount) > _LISTED * pl.col(amount).max().over("good"))


def _units(plan: Plan) -> pl.DataFrame:
    """The unit of each good."""
    return plan.economy["goods"].select("good", "unit")


def _by_part(plan: Plan, table: str, *names: str) -> defaultdict[tuple[str, ...], list[Row]]:
    """Rows of a table by their names and the day they begin to hold, as ``part`` gives it."""
    rows: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in plan.economy[table].iter_rows(named=True):
        rows[*(row[name] for name in names), str(row["from"] or "")].append(row)
    return rows


def _here(known: list[Row], place: str) -> list[Row]:
    """Rows that name a place; where none does, those for every place or for all together."""
    return [row for row in known if row["place"] == place] or known


def _days(plan: Plan, done: Row, known: Iterable[Row], earliest: float = 0.0) -> Days:
    """The days of a period on which something can be done."""
    calendar = plan.economy.settings.calendar
    period = calendar.names.index(done["period"])
    start, end = float(calendar.edges[period]), float(calendar.edges[period + 1])
    for row in known:
        start = max(start, calendar.day(row["from"], 0.0))
        end = min(end, calendar.day(row["until"], calendar.horizon))
    return max(start, earliest), end


def _first_and_last(plan: Plan, days: Iterable[Days], prefix: str = "") -> dict[str, pl.Series]:
    """First and last day, as dates."""
    begin = plan.economy.settings.calendar.start
    bounds = [(math.floor(start), math.ceil(end) - 1) for start, end in days]
    return {
        f"{prefix}first_day": _dates(begin, (first for first, _ in bounds)),
        f"{prefix}last_day": _dates(begin, (last for _, last in bounds)),
    }


def _dates(begin: dt.date, numbers: Iterable[int]) -> pl.Series:
    """Days counted from the start, as dates."""
    return pl.Series([begin + dt.timedelta(days=number) for number in numbers], dtype=pl.Date)


def _texts(column: str, offers: Iterable[Iterable[Row]]) -> pl.Series:
    """Every name that stands in a column of some rows, once."""
    texts = ["; ".join(dict.fromkeys(row[column] for row in rows if row[column])) or None for rows in offers]
    return pl.Series(texts, dtype=pl.String)
