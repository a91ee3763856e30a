"""Where what is used comes from: local markets (with imports, margins, taxes) and countries' mixes."""

from __future__ import annotations

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.frame import Frame
from commonweal.building.markets import Legs, Market, Moves, add_markets
from commonweal.inputoutput.tables import Floats

__all__ = ["add_country_mixes", "add_local_markets"]

_YEAR = 365.0


def add_local_markets(draft: Draft, frame: Frame, moves: Moves) -> None:
    """For each product with imports, margins or taxes: from what is made to what is sold.

    One unit at the buyers' price takes ``b (1 − m)`` made and ``b m`` imported, with
    ``b = (made + imports) / (made + imports + margins + taxes)`` and ``m = imports / (made + imports)``,
    and the margin's share of trade and transport services.
    """
    rows = np.flatnonzero(frame.has_local_market)
    if not len(rows):
        return
    table, full = frame.table, frame.at_buyers
    markets = [
        Market(
            frame.names.local(table.products.regions[row], frame.sold[row]),
            frame.sold[row],
            frame.place_of_row[row],
            "market",
            float(full[row]) * frame.scale / _YEAR,
        )
        for row in rows
    ]
    _add_sold_goods(draft, frame, rows)
    made, brought = table.product_output[rows] / full[rows], table.imports[rows] / full[rows]
    legs = _two_legs(frame, rows, made, brought)
    add_markets(draft, markets, legs, [frame.options.sourcing] * len(rows), moves)


def _add_sold_goods(draft: Draft, frame: Frame, rows: np.ndarray) -> None:
    """The goods that are sold, and those that are imported."""
    titles = {frame.sold[row]: frame.table.products.title(row) for row in rows}
    draft.add(
        "goods",
        {
            "good": list(titles),
            "name": [f"{title}, as sold" if frame.several else title for title in titles.values()],
            "unit": frame.currency,
            "kind": "good",
            "family": "sold",
        },
    )


def _two_legs(frame: Frame, rows: np.ndarray, made: Floats, brought: Floats) -> Legs:
    """What is made here and what is imported, for each market that has it."""
    market = np.concatenate([np.arange(len(rows)), np.arange(len(rows))])
    amount = np.concatenate([made, brought])
    order = np.lexsort((np.repeat([0, 1], len(rows)), market))
    kept = order[amount[order] > 0.0]
    goods = [frame.made[row] for row in rows] + [f"{frame.made[row]}.imported" for row in rows]
    places = [frame.place_of_row[row] for row in rows] * 2
    origins = ["here"] * len(rows) + ["abroad"] * len(rows)
    costs = _margins(frame, rows) * 2
    return Legs(market, origins, goods, places, amount, costs).of(kept)


def _margins(frame: Frame, rows: np.ndarray) -> list[list[tuple[str, float]]]:
    """Trade and transport with a unit of each row at basic prices, shared out as services give them."""
    margins, region = frame.table.margins, frame.region_of_row
    basic = frame.table.product_output + frame.table.imports
    found: list[list[tuple[str, float]]] = []
    for row in rows:
        givers = np.flatnonzero((region == region[row]) & (margins < 0.0)) if margins[row] > 0.0 else ()
        given = sum(float(margins[giver]) for giver in givers)
        share = float(margins[row] / basic[row])
        found.append([(frame.sold[giver], share * float(margins[giver]) / given) for giver in givers])
    return found


def add_country_mixes(draft: Draft, frame: Frame, moves: Moves) -> None:
    """For each product and country: from what is sold anywhere to what the country uses.

    Where ``sourcing`` is ``observed`` only households have such a mix, their own.
    """
    if not frame.several:
        return
    flows = frame.used if frame.pooled else frame.demand("household")
    titles = dict(zip(frame.made, range(len(frame.made)), strict=True))
    draft.add(
        "goods",
        {
            "good": [f"{good}.any" for good in titles],
            "name": [frame.table.products.title(row) for row in titles.values()],
            "unit": frame.currency,
            "kind": "good",
            "family": "any",
        },
    )
    markets, legs, how = _country_legs(frame, flows)
    add_markets(draft, markets, legs, how, moves)


def _country_legs(frame: Frame, flows: Floats) -> tuple[list[Market], Legs, list[str]]:
    """Markets by (product, region) with the rows they draw on.

    Parameters
    ----------
    flows : shape (n_products, n_regions)
        Use by row and region of the user.
    """
    total = frame.by_product @ flows
    share = np.divide(
        flows, total[frame.product_of_row], out=np.zeros_like(flows), where=total[frame.product_of_row] > 0.0
    )
    ways = _ways(frame)
    product, region = np.nonzero(total > 0.0)
    position = np.full(total.shape, -1, dtype=np.int64)
    position[product, region] = np.arange(len(product))
    reachable = _reachable(frame, share, ways)
    row, user = np.nonzero(reachable & (position[frame.product_of_row] >= 0))
    market = position[frame.product_of_row[row], user]
    order = np.argsort(market, kind="stable")
    row, user, market = row[order], user[order], market[order]
    goods = frame.table.products.distinct_names
    markets = [
        _market(frame, goods[p], frame.regions[r], float(total[p, r]))
        for p, r in zip(product, region, strict=True)
    ]
    legs = Legs(
        market,
        [frame.place_of_row[index] for index in row],
        [frame.sold[index] for index in row],
        [frame.place_of_row[index] for index in row],
        _renormalised(share[row, user], market, len(markets)),
        _costs(frame, row, user),
    )
    return markets, legs, [ways[p] for p in product]


def _costs(frame: Frame, row: np.ndarray, user: np.ndarray) -> list[list[tuple[str, float]]]:
    """Services that go with a unit of each row to each user, beyond what users pay anyway."""
    asked = frame.options.trade_costs
    if not asked:
        return []
    labels = frame.table.products
    found = []
    for i, r in zip(row, user, strict=True):
        product, origin, to = labels.names[i], labels.regions[i], frame.regions[r]
        found.append(
            [
                (frame.sold[labels.positions[origin, cost.service]], cost.share)
                for cost in asked
                if origin != to
                and cost.product in {"", product}
                and cost.origin in {"", origin}
                and cost.to in {"", to}
            ]
        )
    return found


def _market(frame: Frame, product: str, region: str, used: float) -> Market:
    good = f"{frame.names.product(product)}.any"
    volume = used * frame.scale / _YEAR
    return Market(frame.names.local(region, good), good, frame.names.place(region), "sourcing", volume)


def _reachable(frame: Frame, share: Floats, ways: list[str]) -> np.ndarray:
    """Whether a row may be drawn on in a region: what was; or, where origins are free, all that is made."""
    seen: np.ndarray = share > frame.options.smallest
    free = np.array([way == "free" for way in ways])[frame.product_of_row]
    made = (frame.table.product_output + frame.table.imports) > 0.0
    reachable: np.ndarray = seen | (free & made)[:, None]
    return reachable


def _renormalised(share: Floats, market: np.ndarray, n_markets: int) -> Floats:
    """Shares that add up to 1 again after the smallest were left out."""
    total = np.bincount(market, weights=share, minlength=n_markets)
    parts: Floats = share / total[market]
    return parts


def _ways(frame: Frame) -> list[str]:
    """How each product's origins may move; products that hardly cross borders stay as observed."""
    if frame.options.sourcing != "free":
        return [frame.options.sourcing] * frame.n_products
    traded = frame.traded
    return ["free" if crosses else "observed" for crosses in traded]
