"""Pictures of accounts: bars of multipliers and of the work in things, heat maps, the ring of trade."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commonweal.show.accounts_text import gap_rows
from commonweal.show.accounts_view import AccountsView
from commonweal.show.bars import Bar, draw_bars
from commonweal.show.chord import Ring, draw_ring, pooled
from commonweal.show.heat_map import HeatMap, draw_heat_map, heat_steps
from commonweal.show.markup import Html, element, joined

if TYPE_CHECKING:
    from commonweal.accounting.plan_prices import PriceGap
    from commonweal.inputoutput.tables import Floats

__all__ = ["gap_picture", "inputs_pictures", "multiplier_bars", "trade_ring", "value_bars"]

_MOST_BARS = 24
_MOST_CELLS = 100  # rows and columns of a heat map
_MOST_REGIONS = 11


def multiplier_bars(view: AccountsView) -> Html:
    """How much output one unit of final demand takes, of the largest sectors."""
    words = view.words
    rows = view.accounts["sectors"].sort("output", descending=True).head(_MOST_BARS)
    rows = rows.sort("output_multiplier", descending=True)
    bars = [
        Bar(view.named(row), row["output_multiplier"], f"{row['output_multiplier']:.2f}",
            f"{view.named(row)}: {row['output_multiplier']:.4f}")
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip
    return draw_bars(words("accounts.multiplier"), bars, start=1.0)


def value_bars(view: AccountsView) -> Html:
    """The work in one unit of money of what sectors make, over the mean, in doublings: most and least."""
    words = view.words
    rows = view.accounts["sectors"].filter(pl.col("value_ratio") > 0.0)
    rows = rows.sort("value_ratio", descending=True)
    half = _MOST_BARS // 2
    shown = rows if rows.height <= _MOST_BARS else pl.concat([rows.head(half), rows.tail(half)])
    bars = [
        Bar(
            view.named(row),
            math.log2(row["value_ratio"]),
            f"{row['value_ratio']:.2f}",
            words(
                "accounts.value.said",
                sector=view.named(row),
                value=words.amount(row["labour_value"], view.value_unit),
                ratio=f"{row['value_ratio']:.3f}",
            ),
        )
        for row in shown.iter_rows(named=True)
    ]
    return draw_bars(words("accounts.work"), bars) if bars else Html("")


def gap_picture(view: AccountsView, found: PriceGap) -> Html:
    """Plan prices over labour values, in doublings, of the products whose gap is the largest in all."""
    rows = gap_rows(found).filter(pl.col("ratio") > 0.0).head(_MOST_BARS).sort("ratio", descending=True)
    bars = [
        Bar(view.named(row), row["ratio"], f"{row['ratio']:.2f}",
            f"{view.named(row)}: {row['labour_value']:.4g} → {row['price']:.4g} {found.unit}")
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip
    return draw_bars(view.words("gap.ratio"), bars) if bars else Html("")


def trade_ring(view: AccountsView) -> Html:
    """What the largest regions do for each other, the others together."""
    words, accounts = view.words, view.accounts
    names = list(accounts.flat.sectors.distinct_regions)
    amounts = np.zeros((len(names), len(names)))
    place = {name: at for at, name in enumerate(names)}
    for giver, taker, amount in accounts["embodied"].iter_rows():
        if taker in place:
            amounts[place[giver], place[taker]] = max(amount, 0.0)
    together, named = pooled(amounts, names, _MOST_REGIONS, words("accounts.rest"))
    ring = Ring(
        together,
        named,
        words("accounts.trade.title"),
        words("accounts.trade.title"),
        lambda name, out, back: words(
            "accounts.trade.arc", region=name, out=view.amount(out), in_=view.amount(back)
        ),
        lambda one, other, there, back: words(
            "accounts.trade.ribbon", one=one, other=other, there=view.amount(there), back=view.amount(back)
        ),
    )
    return draw_ring(ring)


def inputs_pictures(view: AccountsView, by: str) -> list[Html]:
    """A heat map of inputs per unit of output by ``sector`` or ``region``, and its shades."""
    words = view.words
    values, names, left = view.coefficients(by, _MOST_CELLS)
    picture = HeatMap(
        values,
        names,
        names,
        words("accounts.heat.inputs" if by == "sector" else "accounts.heat.regions"),
        words("accounts.heat.inputs.lead" if by == "sector" else "accounts.heat.regions.lead"),
        lambda row, column, value: words("accounts.heat.cell", row=row, column=column, value=f"{value:.4f}"),
    )
    parts = [element("figure", element("div", draw_heat_map(picture), class_="wide")), _legend(view, values)]
    if left:
        told = words.html("accounts.heat.largest", n=len(names), left=left)
        parts.append(element("p", told, class_="small"))
    return parts


def _legend(view: AccountsView, values: Floats) -> Html:
    """The shades of a heat map, with where each begins."""
    words = view.words
    entries = [
        element(
            "span",
            element("i", class_=f"swatch h{number}"),
            element("bdi", words("accounts.heat.least", least=f"{least:.2g}")),
        )
        for number, least in enumerate(heat_steps(values), start=1)
    ]
    return element("p", joined(entries), class_="legend")
