"""Labour values: the work that a product takes, in its making and in the making of all its inputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.enlarged import EnlargedSystem, SharedInputs, no_shared_inputs
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats

__all__ = ["LabourValues", "labour_values", "surplus_value_rate"]


@dataclass(frozen=True, eq=False)
class LabourValues:
    """Labour values of a table, and whether they add up.

    Attributes
    ----------
    direct : shape (n_kinds, n_sectors), units of labour per unit of output
        l: work done in the sector itself.
    values : shape (n_kinds, n_sectors), units of labour per unit of output
        λ: direct and indirect work; 0 for sectors without output.
    net_output : shape (n_sectors,), units of output per year
        What is left of gross output when inputs, and the wear of capital where it is counted, are replaced.
    labour : shape (n_kinds,), units of labour per year
        All work done.
    """

    direct: Floats
    values: Floats
    net_output: Floats
    labour: Floats

    @property
    def total(self) -> Floats:
        """λ of all kinds together: shape (n_sectors,); kinds must have one unit."""
        together: Floats = self.values.sum(axis=0)
        return together

    @property
    def residual(self) -> float:
        """By how much ``λ y = l x`` fails, as the largest share of a kind's labour."""
        gap = np.abs(self.values @ self.net_output - self.labour)
        return float(np.max(shares(gap, self.labour), initial=0.0))


def labour_values(system: LeontiefSystem, labour: Floats, wear: SharedInputs | None = None) -> LabourValues:
    """Direct and indirect labour per unit of output: ``λ = l + λ (A + D)``.

    In a table in money a unit of output is what one unit of money bought in its year. Counted is the
    work inside the table: where the flows are domestic, inputs from abroad carry none, so values are
    of domestic labour only; where imports stand among the flows of a single country, they count as if
    made at home with its techniques. In a table of the world every hour is counted where it was worked.

    Identity: the value of the net output is the labour of the year, ``λ y = l x`` with
    ``y = x − (A + D) x``.

    Parameters
    ----------
    system
        Flows and outputs, shapes (n_sectors, n_sectors) and (n_sectors,), money per year.
    labour : shape (n_kinds, n_sectors) or (n_sectors,), hours or persons per year
        Work done in each sector, by kind.
    wear
        D: fixed capital used up per unit of output; none where it isn't given.

    Raises
    ------
    ModelError
        If labour has another length than the table, or if wear takes more than is made.

    References
    ----------
    Morishima, *Marx's Economics*, 1973; Shaikh, "The empirical strength of the labour theory of
    value", 1998.

    Examples
    --------
    >>> system = LeontiefSystem(np.array([[150.0, 500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0]))
    >>> labour_values(system, np.array([300.0, 1000.0])).total.round(4)
    array([0.5083, 0.6601])
    """
    rows = np.atleast_2d(labour)
    output = system.output
    if rows.shape[-1] != len(output):
        raise ModelError(f"Labour is given for {rows.shape[-1]} sectors, and the table has {len(output)}.")
    direct = per_output(rows, output)
    if wear is None:
        wear = no_shared_inputs(len(output))
        values = system.embodied(direct)
    else:
        values = EnlargedSystem(system, wear).embodied(direct)
    net_output = output - system.flows @ (output != 0.0) - wear.mixes @ (wear.coefficients @ output)
    made = direct @ output
    return LabourValues(direct, values, net_output, made)


def surplus_value_rate(values: Floats, basket: Floats) -> float:
    """Unpaid per paid labour: ``e = (1 − λ b) / λ b``.

    Parameters
    ----------
    values : shape (n_sectors,), units of labour per unit of output
    basket : shape (n_sectors,), units of output per unit of labour
        What the wage of one unit of labour buys.

    Raises
    ------
    ModelError
        If the basket takes no labour.

    References
    ----------
    Okishio 1963; Morishima 1973: profits are positive if and only if this rate is.
    """
    paid = float(values @ basket)
    if paid <= 0.0:
        raise ModelError("The wage basket takes no labour, so that no rate of surplus value can be told.")
    return (1.0 - paid) / paid
