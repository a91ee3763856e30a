"""Prices of production: the prices at which every sector earns one rate of profit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.enlarged import EnlargedSystem, SharedInputs, no_shared_inputs
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.perron import dominant_left, upright
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats

__all__ = [
    "FlowsAndOutput",
    "Numeraire",
    "ProductionPrices",
    "circulating_capital_prices",
    "fixed_capital_prices",
]

Numeraire = Literal["output", "net_output", "wage", "basket"]
"""What keeps its price: gross output and net output cost what they cost at the prices of the table;
one unit of labour costs 1; the wage basket costs what it costs at the prices of the table."""


class FlowsAndOutput(Protocol):
    """A system or a table: flows Z of shape (n_sectors, n_sectors) and gross output of shape (n_sectors,)."""

    @property
    def flows(self) -> Floats:
        """Z, money per year."""

    @property
    def output(self) -> Floats:
        """Gross output, money per year."""


_NO_LOSS = -1e-9  # a rate of profit of 0, as computed, may fall this much below


@dataclass(frozen=True, eq=False)
class ProductionPrices:
    """Prices of production and the rate of profit.

    Attributes
    ----------
    prices : shape (n_sectors,), money per unit of output
        p; beside a table in money, the ratio to the market price. 0 for sectors without output.
    wage : money per unit of labour
        w = p b.
    profit_rate, maximum_rate : per year
        r, and R at which wages would be 0.
    materials, wages, capital : shape (n_sectors,), money per unit of output
        What inputs and wear cost, what labour costs, and the capital on which profit is reckoned.
    output : shape (n_sectors,), units of output per year
    """

    prices: Floats
    wage: float
    profit_rate: float
    maximum_rate: float
    materials: Floats
    wages: Floats
    capital: Floats
    output: Floats

    @property
    def profits(self) -> Floats:
        """Profit per unit of output, r times capital: shape (n_sectors,)."""
        return self.profit_rate * self.capital

    @property
    def residual(self) -> float:
        """By how much price fails to be materials + wages + profit: the largest share of a price."""
        gap = np.abs(self.prices - self.materials - self.wages - self.profits)
        return float(np.max(shares(gap, self.prices), initial=0.0))

    @property
    def total_price(self) -> float:
        """Gross output at these prices: ``p x``."""
        return float(self.prices @ self.output)

    @property
    def total_profit(self) -> float:
        """All profits at these prices: r times all capital, money per year."""
        return float(self.profits @ self.output)

    @property
    def total_residual(self) -> float:
        """By how much all profits fail to be all prices less costs and wages, as a share of all prices."""
        earned = float((self.prices - self.materials - self.wages) @ self.output)
        return abs(earned - self.total_profit) / self.total_price


def circulating_capital_prices(
    system: FlowsAndOutput,
    labour: Floats,
    basket: Floats,
    *,
    wages_advanced: bool = True,
    numeraire: Numeraire | Floats = "output",
) -> ProductionPrices:
    """Prices with one rate of profit on materials, and on wages where these are advanced.

    ``p = (1 + r)(p A + p b l)`` with wages advanced, ``p = (1 + r) p A + p b l`` without. By Perron
    and Frobenius the only positive prices are the left eigenvector of ``A + b l``, or of
    ``A (I − b l)⁻¹``, with the largest eigenvalue ``1 / (1 + r)``. ``1 + R`` is the inverse of the
    largest eigenvalue of A. Works with products ``p Z`` only, at any size.

    Parameters
    ----------
    system
        Flows and outputs, shapes (n_sectors, n_sectors) and (n_sectors,), money per year: a system or
        a table. They may be in kind, as in the example; all inputs may be used up (then r is 0).
    labour : shape (n_sectors,), units of labour per year
        To keep the differences of pay between sectors, give wages over the mean wage instead of hours.
    basket : shape (n_sectors,), units of output per unit of labour
        b: what one unit of labour is paid with.
    wages_advanced
        Whether profit is earned on wages too.
    numeraire
        What keeps its price, or a basket of shape (n_sectors,) that costs 1.

    Raises
    ------
    ModelError
        If nothing is left for profit (r < 0), or if some sectors would have no price: what they make
        enters no sector that sets the rate of profit.

    References
    ----------
    Sraffa, *Production of Commodities by Means of Commodities*, 1960, ch. 2; Morishima 1973;
    Pasinetti, *Lectures on the Theory of Production*, 1977, ch. 5.

    Examples
    --------
    Sraffa's wheat and iron (workers' food is among the inputs): 25 %, and 15 wheat for one iron.

    >>> system = LeontiefSystem(np.array([[280.0, 120.0], [12.0, 8.0]]), np.array([575.0, 20.0]))
    >>> found = circulating_capital_prices(system, np.zeros(2), np.zeros(2), numeraire=np.array([1.0, 0.0]))
    >>> round(found.profit_rate, 9), found.prices.round(9)
    (0.25, array([ 1., 15.]))
    """
    direct = per_output(np.asarray(labour, dtype=np.float64), system.output)
    wage_in_itself = float(direct @ basket)
    if not wages_advanced and wage_in_itself >= 1.0:
        raise ModelError(
            f"Making the wage of one hour takes {wage_in_itself:.6g} hours in the last step alone. "
            "Take lower wages, or check the unit of labour."
        )

    def costs(prices: Floats) -> Floats:
        materials = _materials(system, prices)
        if wages_advanced:
            return materials + float(prices @ basket) * direct
        return materials + float(materials @ basket) / (1.0 - wage_in_itself) * direct

    root, prices = dominant_left(costs, len(system.output))
    _all_priced(prices, system.output)
    prices = _scaled(prices, system, basket, numeraire, no_shared_inputs(len(prices)))
    rate = _rate(root)
    if rate < _NO_LOSS:
        raise ModelError(
            f"Nothing is left for profit: with this wage the rate would be {rate:.4g}. Take a lower wage, "
            "or check the unit of labour."
        )
    materials = _materials(system, prices)
    wage = float(prices @ basket)
    advanced = materials + wage * direct if wages_advanced else materials
    ceiling = _rate(dominant_left(lambda row: _materials(system, row), len(system.output))[0])
    return ProductionPrices(prices, wage, rate, ceiling, materials, wage * direct, advanced, system.output)


def fixed_capital_prices(
    system: LeontiefSystem,
    labour: Floats,
    basket: Floats,
    capital: SharedInputs,
    wear: SharedInputs | None = None,
    *,
    turnover: float | Floats = 0.0,
    numeraire: Numeraire | Floats = "output",
) -> ProductionPrices:
    """Prices with one rate of profit on the stock of capital: ``p = p (A + D) + p b l + r p S``.

    ``S = K + (A + b l) τ̂``: fixed capital, and the materials and wages of the part of a year for which
    they are advanced. With ``H = (I − A − D − b l)⁻¹``, ``1 / r`` is the largest eigenvalue of ``S H``, and p
    its left eigenvector. Without τ, with ``K = M C``, the prices ``q = p M`` of the mixes solve
    ``q = r q (C H M)``, an eigenproblem as small as there are mixes, and ``p = r q C H``. R is the same
    with b = 0.

    Parameters
    ----------
    system, labour, basket, numeraire
        As in ``circulating_capital_prices``.
    capital
        K: fixed capital per unit of output, as of ``input_mixes.capital_by_mix``.
    wear
        D: capital used up per unit of output; none where it isn't given.
    turnover : number or shape (n_sectors,), years
        τ: for how long materials and wages are advanced; 0 where profit is on fixed capital only.

    Raises
    ------
    ModelError
        If nothing is left for profit, if there is no capital, or if some sector would have no price.

    References
    ----------
    Pasinetti 1977, ch. 5; Shaikh 1998; Basu and Moraitis 2023, "Alternative approaches to labor values
    and prices of production".
    """
    direct = per_output(np.asarray(labour, dtype=np.float64), system.output)
    used_up = wear if wear is not None else no_shared_inputs(len(direct))
    wages = SharedInputs(basket[:, None], direct[None, :])
    ceiling, _ = _stock_root(system, used_up, capital, turnover, no_shared_inputs(len(direct)))
    root, prices = _stock_root(system, used_up, capital, turnover, wages)
    _all_priced(prices, system.output)
    prices = _scaled(prices, system, basket, numeraire, used_up)
    materials = _materials(system, prices)
    paid = wages.costs(prices)
    return ProductionPrices(
        prices,
        float(prices @ basket),
        1.0 / root,
        1.0 / ceiling,
        materials + used_up.costs(prices),
        paid,
        capital.costs(prices) + turnover * (materials + paid),
        system.output,
    )


def _stock_root(
    system: LeontiefSystem,
    wear: SharedInputs,
    capital: SharedInputs,
    turnover: float | Floats,
    wages: SharedInputs,
) -> tuple[float, Floats]:
    """The largest eigenvalue of ``S H``, and its left eigenvector."""
    enlarged = EnlargedSystem(system, wear + wages)
    if not np.any(turnover):
        root, prices = _mix_root(enlarged, capital)
    else:

        def passed_on(prices: Floats) -> Floats:
            advanced = turnover * (_materials(system, prices) + wages.costs(prices))
            return enlarged.embodied(capital.costs(prices) + advanced)

        root, prices = dominant_left(passed_on, len(system.output))
    if root <= 0.0:
        raise ModelError("There is no capital, so that there is no rate of profit on it.")
    return root, prices


def _mix_root(system: EnlargedSystem, capital: SharedInputs) -> tuple[float, Floats]:
    """The largest eigenvalue of ``C H M``, and ``q C H`` for its left eigenvector q."""
    carried = system.embodied(capital.coefficients)
    roots, vectors = np.linalg.eig((carried @ capital.mixes).T)
    best = int(np.argmax(roots.real))
    prices: Floats = upright(vectors[:, best].real) @ carried
    return float(roots[best].real), prices


def _materials(system: FlowsAndOutput, prices: Floats) -> Floats:
    """What inputs cost per unit of output: ``p A``."""
    return per_output(prices @ system.flows, system.output)


def _all_priced(prices: Floats, output: Floats) -> None:
    without = np.flatnonzero((output != 0.0) & (prices <= 0.0))
    if len(without):
        shown = ", ".join(str(index) for index in without[:5]) + (" …" if len(without) > 5 else "")
        raise ModelError(
            f"{len(without)} sectors would have no price with one rate of profit for all (at {shown}): "
            "what they make goes, directly or not, into no sector that sets the rate. Leave them out, "
            "or put them together with others."
        )


def _rate(root: float) -> float:
    if root <= 0.0:
        raise ModelError("No sector uses inputs, so that there is no rate of profit on them.")
    return 1.0 / root - 1.0


def _scaled(
    prices: Floats,
    system: FlowsAndOutput,
    basket: Floats,
    numeraire: Numeraire | Floats,
    wear: SharedInputs,
) -> Floats:
    """Prices at which the numéraire costs what it should."""
    if not isinstance(numeraire, str):
        return _priced(prices, numeraire, 1.0)
    if numeraire == "wage":
        return _priced(prices, basket, 1.0)
    if numeraire == "basket":
        return _priced(prices, basket, float(basket.sum()))
    bundle = system.output
    if numeraire == "net_output":
        used = system.flows @ (system.output != 0.0)
        bundle = system.output - used - wear.mixes @ (wear.coefficients @ system.output)
    return _priced(prices, bundle, float(bundle.sum()))


def _priced(prices: Floats, bundle: Floats, cost: float) -> Floats:
    now = float(prices @ bundle)
    if now <= 0.0 or cost <= 0.0:
        raise ModelError("The numéraire costs nothing at these prices. Take another, such as 'output'.")
    return prices * (cost / now)
