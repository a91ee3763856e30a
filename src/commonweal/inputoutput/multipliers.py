"""Multipliers of output, income, employment and value added, households within the system or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.tables import Floats

__all__ = ["Households", "Multipliers", "multipliers", "output_multipliers"]


@dataclass(frozen=True, eq=False)
class Households:
    """What households earn and buy: one group, or one for each region or decile.

    Attributes
    ----------
    income : shape (n_households, n_sectors), money per year
        What each group earns from each sector.
    consumption : shape (n_sectors, n_households), money per year
        What each group buys of each product.
    total_income : shape (n_households,), money per year
        All a group earns, what comes from elsewhere included. What they buy is taken to rise by
        ``consumption / total_income`` for each unit earned. None: the larger of what they earn from
        sectors and what they buy, so that nobody spends more than all of what is earned.
    """

    income: Floats
    consumption: Floats
    total_income: Floats | None = None


@dataclass(frozen=True, eq=False)
class Multipliers:
    """What one unit of final demand for each product brings about, in one unit of measure.

    Attributes
    ----------
    name, unit
        What is counted, and in what, per unit of the table's money.
    direct : shape (n_sectors,)
        In the sector itself, per unit of its output: ``v``.
    simple : shape (n_sectors,)
        In all sectors, direct and indirect: ``v L``.
    total : shape (n_sectors,)
        In all sectors, with what households spend of what they earn by it: ``v L̄``, summed over sectors
        only, not over households; None without households.
    type_1, type_2 : shape (n_sectors,)
        ``simple / direct`` and ``total / direct``, pure numbers; NaN where nothing is direct.
    """

    name: str
    unit: str
    direct: Floats
    simple: Floats
    total: Floats | None = None

    @property
    def type_1(self) -> Floats:
        """Simple multipliers per unit of the direct effect."""
        return _ratio(self.simple, self.direct)

    @property
    def type_2(self) -> Floats | None:
        """Total multipliers per unit of the direct effect."""
        return None if self.total is None else _ratio(self.total, self.direct)


def output_multipliers(system: LeontiefSystem, households: Households | None = None) -> Multipliers:
    """Output of all sectors per unit of final demand: column sums of L; money per money.

    Examples
    --------
    >>> flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    >>> system = LeontiefSystem(flows, np.array([1000.0, 2000.0]))
    >>> output_multipliers(system).simple.round(4)
    array([1.5182, 1.4521])
    """
    return multipliers(system, "output", "1", system.output, households)


def multipliers(
    system: LeontiefSystem,
    name: str,
    unit: str,
    amounts: Floats,
    households: Households | None = None,
) -> Multipliers:
    """Multipliers of any row beside the table: income, employment, value added, emissions.

    With households inside, the system is ``Ā = [[A, C], [H, 0]]``, where H is income per unit of output
    and C is what is bought per unit of income. It is not formed: for the part of sectors,
    ``v L̄ = v L + v L C (I − H L C)⁻¹ H L``.

    Parameters
    ----------
    system
        The table's Leontief system.
    name, unit
        What the amounts are: ``income`` in ``1`` (money per money), ``employment`` in ``persons/M.EUR``.
    amounts : shape (n_sectors,), units per year
        What each sector employs, pays or releases in all.
    households
        Who earns and buys; None for simple multipliers only.

    Raises
    ------
    ModelError
        If households' shapes don't fit, or their spending would feed on itself without end.

    References
    ----------
    Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, ch. 6 (simple, total, type I and type II;
    truncated total multipliers).
    """
    direct = per_output(amounts, system.output)
    simple = system.embodied(direct)
    total = None if households is None else simple + _induced(system, simple, households)
    return Multipliers(name, unit, direct, simple, total)


def _induced(system: LeontiefSystem, simple: Floats, households: Households) -> Floats:
    """What households' spending adds: ``v L C (I − H L C)⁻¹ H L``."""
    income, spending = _coefficients(system, households)
    earned = system.embodied(income)
    turned = earned @ spending
    radius = float(np.abs(np.linalg.eigvals(turned)).max(initial=0.0))
    if radius >= 1.0:
        raise ModelError(
            f"Each unit that households earn leads to {radius:.6g} units more: spending feeds on itself "
            "without end. Give their total income, what comes from elsewhere included."
        )
    induced: Floats = (simple @ spending) @ np.linalg.solve(np.eye(len(turned)) - turned, earned)
    return induced


def _coefficients(system: LeontiefSystem, households: Households) -> tuple[Floats, Floats]:
    """Income per unit of output, and purchases per unit of income."""
    n_groups = len(households.income)
    shapes = (n_groups, system.n_sectors), (system.n_sectors, n_groups)
    if (households.income.shape, households.consumption.shape) != shapes:
        raise ModelError(
            f"Income of households has shape {households.income.shape} and consumption "
            f"{households.consumption.shape}; with {n_groups} groups they should have {shapes[0]} and "
            f"{shapes[1]}."
        )
    earned, bought = households.income.sum(axis=1), households.consumption.sum(axis=0)
    total = np.maximum(earned, bought) if households.total_income is None else households.total_income
    if np.any((total <= 0.0) & (bought != 0.0)):
        raise ModelError("A group of households buys but has no income. Give its total income.")
    spending = np.divide(
        households.consumption, total, out=np.zeros(households.consumption.shape), where=total > 0.0
    )
    return per_output(households.income, system.output), spending * system.active[:, None]


def _ratio(effect: Floats, direct: Floats) -> Floats:
    ratio: Floats = np.divide(effect, direct, out=np.full(len(direct), np.nan), where=direct != 0.0)
    return ratio
