"""Hypothetical extraction: how much less is made where a sector, a region or a trade is taken away.

What is lost is a measure of how much depends on what was taken away. Nothing is put in its place: who
bought from it is taken to have the same from outside the table. For what people go short of when
nothing comes instead, make a plan without it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.ghosh import GhoshSystem
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.tables import Floats

__all__ = ["Cut", "Extraction", "Kind", "extracted", "isolated", "losses_of_each_sector", "without_trade"]

Kind = Literal["full", "backward", "forward"]

_TOLERANCE = 1e-8  # residual allowed, as a share of the largest output
_COLUMNS = 256


@dataclass(frozen=True, eq=False)
class Extraction:
    """Outputs with and without what was taken away.

    Attributes
    ----------
    before, after : shape (n_sectors,), money per year
        Gross outputs.
    """

    before: Floats
    after: Floats

    @property
    def loss(self) -> Floats:
        """How much less each sector makes: shape (n_sectors,), money per year."""
        return self.before - self.after

    @property
    def total_loss(self) -> float:
        """How much less is made in all, money per year."""
        return float(self.loss.sum())


@dataclass(frozen=True)
class Cut:
    """Deliveries that are taken away: from some sectors to some others.

    Attributes
    ----------
    sellers, buyers
        Positions of the sectors.
    """

    sellers: tuple[int, ...]
    buyers: tuple[int, ...]


def extracted(
    system: LeontiefSystem, sectors: Sequence[int], kind: Kind = "full", amounts: Floats | None = None
) -> Extraction:
    """Outputs without some sectors (one, or all of a region), or without their purchases or sales.

    With S the sectors taken away and ``K = L_SS⁻¹``, nothing is factorised again:

    - ``full``: rows and columns of A and final demand of S are 0. Others lose ``L_iS K x_S``, S everything.
    - ``backward``: columns of A are 0: S still makes its products, with inputs from outside the table. Others
      lose the same; S makes ``K x_S``.
    - ``forward``: rows of B are 0 in Ghosh's model: S sells to final users only, and others make do
      without its products. All lose ``x_S G_SS⁻¹ (G_S − I_S)``.

    Parameters
    ----------
    system
        The table's Leontief system.
    sectors
        Positions of the sectors taken away.
    kind
        What of theirs is taken away.
    amounts : shape (n_sectors,), money per year
        Final demand, or, for ``forward``, primary inputs. None: those of the table itself, with which
        outputs before are the observed ones.

    Raises
    ------
    ModelError
        If the kind or a position is unknown, a sector is named twice, or the outputs found don't balance.

    References
    ----------
    Dietzenbacher and van der Linden, *Journal of Regional Science* 37 (1997); Miller and Lahr, *A
    taxonomy of extractions*, 2001; Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, section 12.2.

    Examples
    --------
    >>> flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    >>> system = LeontiefSystem(flows, np.array([1000.0, 2000.0]))
    >>> extracted(system, [0]).loss.round(1)
    array([1000. ,  210.5])
    """
    if kind not in get_args(Kind):
        raise ModelError(f"There is no extraction '{kind}': choose full, backward or forward.")
    taken = _positions(system, sectors)
    if kind == "forward":
        return _without_sales(system, taken, amounts)
    return _cut_out(system, taken, kind, amounts)


def isolated(
    system: LeontiefSystem, sectors: Sequence[int], final_demand: Floats | None = None
) -> Extraction:
    """Outputs if some sectors (a region) and all others no longer buy inputs from each other.

    ``A_rs`` and ``A_sr`` are 0, ``A_rr`` and ``A_ss`` stay, and so does final demand: shape (n_sectors,),
    money per year; None for that of the table.

    References
    ----------
    Dietzenbacher, van der Linden and Steenge, *Economic Systems Research* 5 (1993).
    """
    taken = _positions(system, sectors)
    demand = _demand(system, final_demand)
    outside = _cut_out(system, taken, "full", demand)
    inner = LeontiefSystem(np.ascontiguousarray(system.flows[np.ix_(taken, taken)]), system.output[taken])
    after = outside.after.copy()
    after[taken] = inner.outputs(demand[taken])
    return Extraction(outside.before, after)


def without_trade(
    system: LeontiefSystem,
    cuts: Sequence[Cut],
    final_demand: Floats | None = None,
    lost_demand: Floats | None = None,
) -> Extraction:
    """Outputs if some sectors no longer deliver to some others, such as one region's to another's.

    With R the sellers of all cuts, ``D`` the coefficients taken out of A (rows R) and ``x⁰ = L (y − lost)``:
    ``x̄ = x⁰ − L_R (I + D L_R)⁻¹ D x⁰`` (the formula of Woodbury 1950).

    Parameters
    ----------
    system
        The table's Leontief system.
    cuts
        Who no longer delivers inputs to whom; one in each direction to cut trade both ways.
    final_demand : shape (n_sectors,), money per year
        Before; None: that of the table.
    lost_demand : shape (n_sectors,), money per year
        Final demand that falls away with the trade; None: none.
    """
    _check_cuts(system, cuts)
    demand = _demand(system, final_demand)
    left = demand if lost_demand is None else demand - lost_demand
    both = system.outputs(np.column_stack([demand, left]))
    before, start = np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])
    sellers = [seller for cut in cuts for seller in cut.sellers]
    columns = system.outputs_of(sellers)
    parts = [(_taken_out(system, cut), list(cut.buyers)) for cut in cuts]

    def removed(outputs: Floats) -> Floats:
        return np.concatenate([part @ outputs[buyers] for part, buyers in parts])

    core = np.eye(len(sellers)) + removed(columns)
    after = start - columns @ np.linalg.solve(core, removed(start))
    needed = left + system.inputs(after)
    np.subtract.at(needed, sellers, removed(after))
    _check_balance(after - needed, before)
    return Extraction(before, after)


def losses_of_each_sector(system: LeontiefSystem) -> Floats:
    """What is lost in all if one sector at a time is taken away in full.

    ``x_k Σ_i l_ik / l_kk``, the sector's own output included: shape (n_sectors,), money per year. Goes
    through the Leontief inverse 256 columns at a time; above 3,000 sectors that takes minutes.
    """
    losses = np.zeros(system.n_sectors)
    active = np.flatnonzero(system.active)
    for first in range(0, len(active), _COLUMNS):
        some = active[first : first + _COLUMNS]
        columns = system.outputs_of(some.tolist())
        own = columns[some, np.arange(len(some))]
        losses[some] = system.output[some] * columns[active].sum(axis=0) / own
    return losses


def _taken_out(system: LeontiefSystem, cut: Cut) -> Floats:
    """Coefficients that a cut takes out of A: shape (n_sellers, n_buyers)."""
    between = system.flows[np.ix_(cut.sellers, cut.buyers)]
    return per_output(between, system.output[list(cut.buyers)])


def _cut_out(system: LeontiefSystem, taken: list[int], kind: Kind, final_demand: Floats | None) -> Extraction:
    """Full and backward extraction."""
    demand = _demand(system, final_demand)
    before = system.outputs(demand)
    columns = system.outputs_of(taken)
    kept_by_taken = np.linalg.solve(columns[taken], before[taken])
    after = before - columns @ kept_by_taken
    after[taken] = kept_by_taken if kind == "backward" else 0.0
    buying = after.copy()
    buying[taken] = 0.0
    residual = after - demand - system.inputs(buying)
    if kind == "full":
        residual[taken] = 0.0
    _check_balance(residual, before)
    return Extraction(before, after)


def _without_sales(system: LeontiefSystem, taken: list[int], primary_inputs: Floats | None) -> Extraction:
    """Forward extraction, in Ghosh's model."""
    ghosh = GhoshSystem(system)
    primary = system.output - system.flows.sum(axis=0) if primary_inputs is None else primary_inputs
    before = ghosh.outputs(primary)
    unit = np.zeros((len(taken), system.n_sectors))
    unit[np.arange(len(taken)), taken] = 1.0
    rows = ghosh.outputs(unit)
    kept_by_taken = np.linalg.solve(rows[:, taken].T, before[taken])
    after = before - kept_by_taken @ rows
    after[taken] = kept_by_taken
    selling = after.copy()
    selling[taken] = 0.0
    residual = after - primary - per_output(selling, system.output) @ system.flows
    _check_balance(residual, before)
    return Extraction(before, after)


def _demand(system: LeontiefSystem, final_demand: Floats | None) -> Floats:
    """Final demand as given, or as the table has it."""
    if final_demand is not None:
        return final_demand
    demand: Floats = (system.output - system.flows.sum(axis=1)) * system.active
    return demand


def _positions(system: LeontiefSystem, sectors: Sequence[int]) -> list[int]:
    found = list(sectors)
    wrong = [place for place in found if not 0 <= place < system.n_sectors]
    if wrong:
        raise ModelError(f"There are no sectors at positions {wrong[:10]}: there are {system.n_sectors}.")
    if len(set(found)) < len(found):
        raise ModelError("A sector is named twice among those taken away.")
    return found


def _check_cuts(system: LeontiefSystem, cuts: Sequence[Cut]) -> None:
    for cut in cuts:
        _positions(system, cut.sellers)
        _positions(system, cut.buyers)
    for one, other in itertools.combinations(cuts, 2):
        if set(one.sellers) & set(other.sellers) and set(one.buyers) & set(other.buyers):
            raise ModelError("Two cuts take away the same deliveries: name each only once.")


def _check_balance(residual: Floats, before: Floats) -> None:
    worst = np.abs(residual).max(initial=0.0)
    if worst > _TOLERANCE * np.abs(before).max(initial=0.0):
        raise ModelError(f"Outputs without the sectors could not be found: balances are off by {worst:.6g}.")
