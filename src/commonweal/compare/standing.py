"""What stands in the way, what goods are worth, and what the aims came to, in one plan beside another."""

from __future__ import annotations

import polars as pl

from commonweal.compare.pairing import NOISE, Pair, changes
from commonweal.plan.plan import AimResult, Plan

__all__ = ["aim_changes", "limit_changes", "price_changes"]

_SHARES = ("share", "shortfalls")
_LIMIT = ("limit", "what", "place")


def limit_changes(pair: Pair) -> pl.DataFrame:
    """Limits that bind in either plan.

    Returns
    -------
    Columns limit, what, place, base_periods, here_periods (in how many it binds), state (``began``,
    ``stopped``, ``more``, ``less`` or ``same``) and aim (the first to which it matters, in the plan
    where it binds longer).
    """
    sides = [
        rows.group_by(*_LIMIT).agg(
            pl.col("period").n_unique().cast(pl.Int64).alias(f"{word}_periods"),
            pl.col("aim").filter(pl.col("aim") != "").first().fill_null("").alias(f"{word}_aim"),
        )
        for word, rows in zip(("base", "here"), pair.rows("binding"), strict=True)
    ]
    before, after = pl.col("base_periods").fill_null(0), pl.col("here_periods").fill_null(0)
    return (
        sides[0]
        .join(sides[1], on=_LIMIT, how="full", coalesce=True)
        .with_columns(before, after, aim=_aim(before, after))
        .with_columns(state=_state(before, after))
        .select(*_LIMIT, "base_periods", "here_periods", "state", "aim")
        .sort(*_LIMIT)
    )


def price_changes(pair: Pair) -> pl.DataFrame:
    """Mean price of each good at each place for each aim, over the shared days, that what moved most first.

    Returns
    -------
    Columns aim, good, place, base, here, change, and weight: the change beside the highest price
    for the aim in either plan, by which prices in different units are ranked. Prices are kept apart
    by aim; an aim that only one plan has is left out.
    """
    shared = {aim.name for aim in pair.base.aims} & {aim.name for aim in pair.other.aims}
    base, other = (
        _weighed(rows.filter(pl.col("aim").is_in(shared)), plan, pair.n_days)
        for rows, plan in zip(pair.rows("prices"), (pair.base, pair.other), strict=True)
    )
    both = changes(base, other, ("aim", "good", "place"), {"price": ""}, within="aim")
    highest = pl.max_horizontal(pl.col("base").abs(), pl.col("here").abs()).max().over("aim", "good")
    return both.with_columns(
        weight=pl.when(highest > 0.0).then(pl.col("change").abs() / highest).otherwise(0.0)
    ).sort("weight", "aim", "good", "place", descending=[True, False, False, False])


def aim_changes(pair: Pair) -> pl.DataFrame:
    """What each aim came to: aim, unit, base, here, change.

    A value is blank where a plan has no such aim, and the change where the aims are not in the same
    unit or the calendars differ.
    """
    base, other = ({aim.name: aim for aim in plan.aims} for plan in (pair.base, pair.other))
    rows = []
    for name in dict.fromkeys([*base, *other]):
        before, after = base.get(name), other.get(name)
        known = before or after
        comparable = pair.same_calendar and before and after and before.unit == after.unit
        rows.append(
            {
                "aim": name,
                "unit": known.unit if known else "",
                "base": before.value if before else None,
                "here": after.value if after else None,
                "change": _change(before, after) if comparable and before and after else None,
            }
        )
    schema = {"aim": pl.String, "unit": pl.String}
    return pl.DataFrame(rows, schema=schema | dict.fromkeys(("base", "here", "change"), pl.Float64))


def _change(before: AimResult, after: AimResult) -> float:
    """The difference of what an aim came to, 0 where it is noise; shares are noise beside 1."""
    size = max(abs(before.value), abs(after.value), 1.0 if before.unit in _SHARES else 0.0)
    change = after.value - before.value
    return 0.0 if abs(change) <= NOISE * size else change


def _aim(before: pl.Expr, after: pl.Expr) -> pl.Expr:
    """The aim of the plan in which a limit binds longer."""
    longer = pl.when(after >= before).then(pl.col("here_aim")).otherwise(pl.col("base_aim"))
    return longer.fill_null("")


def _state(before: pl.Expr, after: pl.Expr) -> pl.Expr:
    """What became of a limit, in a word."""
    return (
        pl.when(before == 0).then(pl.lit("began"))
        .when(after == 0).then(pl.lit("stopped"))
        .when(after > before).then(pl.lit("more"))
        .when(after < before).then(pl.lit("less"))
        .otherwise(pl.lit("same"))
    )  # fmt: skip


def _weighed(rows: pl.DataFrame, plan: Plan, n_days: float) -> pl.DataFrame:
    """Prices, each weighed by its share of the shared days, so that their sum is the mean."""
    calendar = plan.economy.settings.calendar
    days = dict(zip(calendar.names, (float(length) for length in calendar.lengths), strict=True))
    share = pl.col("period").replace_strict(days, return_dtype=pl.Float64) / n_days
    return rows.with_columns(price=pl.col("price") * share)
