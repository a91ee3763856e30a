"""A sanction: what one region delivers to another is cut, in an economy built from a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from commonweal.building.frame import Frame
from commonweal.building.naming import Names
from commonweal.building.options import BuildOptions
from commonweal.errors import ModelError
from commonweal.inputoutput.tables import SupplyUse
from commonweal.model import Change, Economy, Scenario
from commonweal.validate.report import suggestion

__all__ = ["cut_trade"]

_YEAR = 365.0
_ANY = ".any"


def cut_trade(
    economy: Economy,
    origin: str,
    to: str,
    products: Collection[str] = (),
    share: float = 1.0,
    *,
    table: SupplyUse | None = None,
    name: str = "",
) -> Scenario:
    """A scenario in which one region delivers less to another, or nothing.

    Who used what no longer comes may turn to other origins, as far as the economy lets origins move.
    The least that was asked of the deliveries that are cut is no longer asked.

    Parameters
    ----------
    economy
        Built from a table, with ``sourcing`` ``within`` or ``free``.
    origin, to
        Places: whose deliveries are cut, and to whom.
    products
        Only these; none: all that is delivered.
    share
        How much of the deliveries is cut. At 1 they are closed; below, at most ``1 − share`` of what the
        table has may come, used or not.
    table
        What the economy was built from; needed where ``share`` is below 1.
    name
        Of the scenario; blank: ``cut-ORIGIN-TO``.

    Raises
    ------
    ModelError
        If the share is not above 0 and at most 1; if there is no such place or product; if a part is cut
        and there is no table; if users in ``to`` are tied to the origins they have (``sourcing`` is
        ``observed``, or a product is hardly traded), so that nothing could come instead.

    Examples
    --------
    >>> import commonweal as cw
    >>> scenario = cut_trade(cw.read("world"), "Elm", "Alder", products=["food"])
    >>> [(change.do, change.where) for change in scenario.changes][0]
    ('close', 'activity=Alder.food.any.from.Elm')
    """
    if not 0.0 < share <= 1.0:
        raise ModelError(f"The share that is cut is {share:g}; it must be above 0 and at most 1.")
    for place in (origin, to):
        _refuse_unknown(place, economy["places"]["place"].to_list(), "place")
    if origin == to:
        raise ModelError(f"'{origin}' can't cut its deliveries to itself: name two places.")
    if share < 1.0 and table is None:
        raise ModelError("A part of the deliveries can only be cut where the table they are in is given.")
    found = _found(economy, origin, to, products)
    about = (
        f"{origin} no longer delivers to {to}"
        if share == 1.0
        else f"{origin} delivers {share:.6g} less to {to}"
    )
    changes = (
        _closed(found.legs, about)
        if share == 1.0 or table is None
        else _limited(found.legs, _observed(table, origin, to), 1.0 - share, about)
    )
    return Scenario(
        name=name or f"cut-{origin}-{to}".replace("/", "-"),
        title=f"Deliveries from {origin} to {to} are cut",
        description=_described(found, origin, to, share),
        changes=(*changes, *_nothing_asked(economy, found.legs, about)),
        source="assumed",
    )


@dataclass(frozen=True)
class _Found:
    """What comes from one place to another.

    Attributes
    ----------
    legs
        Activity and product of all that can be cut.
    fixed
        Products that come in a mix of fixed proportions, so that they can't be cut alone.
    """

    legs: tuple[tuple[str, str], ...]
    fixed: tuple[str, ...]


def _found(economy: Economy, origin: str, to: str, products: Collection[str]) -> _Found:
    """The deliveries that are meant.

    Raises
    ------
    ModelError
        If there are none, or they are tied to their origin.
    """
    drawn = _drawn(economy, to)
    direct = drawn.filter(~pl.col("sourcing") & pl.col("origins").list.contains(origin))
    if direct.height:
        raise ModelError(
            f"Users in {to} are tied to the origins they had ('{direct['activity'].sort()[0]}' takes inputs "
            f"from {origin} itself), so that nothing could come instead. Import the table again with "
            "--sourcing within or free."
        )
    from_there = drawn.filter(pl.col("sourcing") & pl.col("origins").list.contains(origin))
    alone = pl.col("origins").list.len() == 1
    legs = tuple(from_there.filter(alone).select("activity", "product").sort("activity").iter_rows())
    fixed = tuple(from_there.filter(~alone)["product"].sort())
    for product in products:
        _refuse_unknown(
            product, [*(product for _, product in legs), *fixed], f"product that {to} gets from {origin}"
        )
    if products:
        legs = tuple(leg for leg in legs if leg[1] in products)
        fixed = tuple(product for product in fixed if product in products)
    if fixed and (products or not legs):
        raise ModelError(
            f"{to} gets {', '.join(fixed[:8])} from all its origins in fixed proportions, as it is hardly "
            f"traded: what {origin} delivers can't be cut alone. Leave it out, or build the economy with a "
            "lower share from which a product counts as traded."
        )
    if not legs:
        raise ModelError(f"Nothing is delivered from {origin} to {to}, so there is nothing to cut.")
    return _Found(legs, fixed)


def _drawn(economy: Economy, to: str) -> pl.DataFrame:
    """Activities at a place, the places they draw on, and what they give: one row an activity."""
    here = economy["activities"].filter(pl.col("place") == to).select("activity", "place", "kind")
    goods = economy["activity_goods"].join(here, on="activity")
    inputs = (
        goods.filter(pl.col("amount") < 0.0)
        .with_columns(pl.col("at").fill_null(pl.col("place")))
        .group_by("activity", "kind")
        .agg(origins=pl.col("at").unique().sort())
    )
    outputs = goods.filter(pl.col("amount") > 0.0).group_by("activity").agg(pl.col("good").first())
    kind = pl.col("kind").fill_null("")
    return inputs.join(outputs, on="activity", how="left").with_columns(
        sourcing=(kind == "sourcing") | kind.str.starts_with("sourcing."),
        product=pl.col("good").str.strip_suffix(_ANY),
    )


def _refuse_unknown(name: str, known: Sequence[str], what: str) -> None:
    if name not in known:
        remedy = suggestion(name, known, f"There are {', '.join(sorted(set(known))[:8]) or 'none'}.")
        raise ModelError(f"There is no {what} '{name}'. {remedy}")


def _where(legs: Sequence[tuple[str, str]]) -> str:
    return f"activity={'|'.join(activity for activity, _ in legs)}"


def _closed(legs: Sequence[tuple[str, str]], because: str) -> tuple[Change, ...]:
    return (Change(do="close", table="activities", where=_where(legs), because=because),)


def _limited(
    legs: Sequence[tuple[str, str]], observed: dict[str, float], left: float, because: str
) -> tuple[Change, ...]:
    """At most what is left of what came."""
    return tuple(
        Change(
            do="limit",
            table="activities",
            where=_where([leg]),
            column="capacity",
            value=float(f"{left * observed.get(leg[1], 0.0):.15g}"),
            because=because,
        )
        for leg in legs
    )


def _observed(table: SupplyUse, origin: str, to: str) -> dict[str, float]:
    """What came from one place to another in the table, by product, in money per day."""
    frame = Frame(table, BuildOptions(), Names(table.products, table.industries))
    places = [frame.names.place(region) for region in frame.regions]
    user = frame.used[:, places.index(to)] * frame.scale / _YEAR
    return {
        frame.made[row]: float(user[row]) for row, place in enumerate(frame.place_of_row) if place == origin
    }


def _nothing_asked(economy: Economy, legs: Sequence[tuple[str, str]], because: str) -> tuple[Change, ...]:
    """Take away the least that is asked of deliveries, where any is."""
    names = [activity for activity, _ in legs]
    asked = economy["activities"].filter(pl.col("activity").is_in(names) & pl.col("minimum").is_not_null())
    if not asked.height:
        return ()
    rows = [leg for leg in legs if leg[0] in set(asked["activity"])]
    return tuple(
        Change(
            do="set", table="activities", where=_where(rows), column=column, value="(blank)", because=because
        )
        for column in ("minimum", "tier")
    )


def _described(found: _Found, origin: str, to: str, share: float) -> str:
    """What the scenario does, and what it leaves."""
    products = [product for _, product in found.legs]
    named = ", ".join(products) if len(products) <= 8 else f"{len(products)} products"
    what = "nothing any more" if share == 1.0 else f"at most {1.0 - share:.6g} of what it did"
    text = f"{origin} delivers to {to} {what}: {named}."
    if found.fixed:
        text += f" Not cut, as they come in fixed proportions: {', '.join(found.fixed)}."
    return text
