"""What the textbook methods say of a shock: the demand-driven and supply-driven models, and extraction.

With ``A`` the input coefficients, ``B`` the allocation coefficients, ``L`` and ``G`` their inverses, ``y``
final demand, ``v`` primary inputs, ``s`` the share of the shock, ``D`` the deliveries to industries it is a
share of, and ``d`` those to final users:

========== ============================= ============================== ===============================
method     a sector k makes less         deliveries are cut             final demand moves
========== ============================= ============================== ===============================
leontief   ``y_k − s x_k / l_kk``        ``y − s (D 1 + d)``            ``y + s y_r``
ghosh      ``v_k − s x_k / g_kk``        ``v − s 1 D``                  nothing moves it
extraction row k of ``A`` and ``y_k``    ``A − s D diag(x)⁻¹``, and     nothing is taken away
           times ``1 − s``               ``y − s d``
========== ============================= ============================== ===============================

References
----------
Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, sections 12.1 (Ghosh), 12.2 (extraction) and 13.2
(outputs given from outside); Dietzenbacher and Lahr, "Expanding extractions", *Economic Systems Research* 25,
2013 (a part taken away).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from commonweal.compare.method_shock import Shock
from commonweal.inputoutput.ghosh import GhoshSystem
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.tables import Floats, InputOutput, SupplyUse
from commonweal.inputoutput.valuation import at_basic_prices

__all__ = ["ALLOWED", "Hit", "Meaningless", "Outputs", "hit_by", "outputs_by"]

ALLOWED = 1e-8
"""Residual of a method's own equation that counts as none, as a share of the largest output."""


@dataclass(frozen=True, eq=False)
class Outputs:
    """Outputs with and without a shock, by one method.

    Attributes
    ----------
    before, after : shape (n_sectors,), money per year
        Gross outputs, in the table's figures.
    residual
        By how much the method's equation is missed, recomputed: a share of the largest output.
    beyond
        Where a sector has to make less than final demand for it can give up: what the rest of the loss is, in
        the table's figures, taken to come from outside the table; 0 elsewhere.
    """

    before: Floats
    after: Floats
    residual: float
    beyond: float = 0.0


@dataclass(frozen=True)
class Meaningless:
    """Why a method has nothing to say of a shock.

    Attributes
    ----------
    reason
        ``demand`` (it knows no final demand), ``nothing`` (nothing is taken away), ``sells_nothing``
        (nothing of the sort is delivered), ``final`` (only final users are met), ``below_zero`` (outputs
        would be negative), ``refused`` (there is no plan).
    detail
        More, where the reason needs it.
    """

    reason: str
    detail: str = ""


@dataclass(frozen=True, eq=False)
class Hit:
    """What a shock meets in a symmetric table.

    Attributes
    ----------
    sector
        Position of the sector that makes less; −1 for none.
    sellers
        Positions of the sectors whose deliveries are cut.
    deliveries : shape (n_sellers, n_sectors), money per year
        What each sector gets of them that is cut, the share already taken.
    final : shape (n_sectors,), money per year
        Change of final demand: what is cut of deliveries to final users, or what their demand moves by.
    """

    sector: int
    sellers: tuple[int, ...]
    deliveries: Floats
    final: Floats


def hit_by(shock: Shock, table: SupplyUse, flat: InputOutput) -> Hit:
    """Where a shock meets the symmetric table of a supply–use table (model D: industries by industries)."""
    n = len(flat.sectors)
    none = np.zeros((0, n))
    if shock.kind == "lose":
        return Hit(flat.sectors.positions[shock.region, shock.sector], (), none, np.zeros(n))
    if shock.kind == "demand":
        users = _finals(flat, shock.region, shock.category)
        return Hit(-1, (), none, shock.share * flat.final_demand[:, users].sum(axis=1))
    return _cut(shock, at_basic_prices(table), flat)


def _finals(flat: InputOutput, region: str, category: str = "") -> list[int]:
    """Final users of a region; those of one kind, or all but exports."""
    pairs = zip(flat.final.regions, flat.final_kinds, strict=True)
    return [
        at
        for at, (where, kind) in enumerate(pairs)
        if where == region and (kind == category if category else kind != "export")
    ]


def _cut(shock: Shock, basic: SupplyUse, flat: InputOutput) -> Hit:
    """Deliveries of one region's products to another, shared out over the industries that make them."""
    labels = basic.products
    pairs = enumerate(zip(labels.regions, labels.names, strict=True))
    rows = [
        at
        for at, (where, name) in pairs
        if where == shock.region and (not shock.products or name in shock.products)
    ]
    makers = basic.supply[:, rows].toarray()
    share = per_output(makers, basic.product_output[rows])
    buyers = [at for at, where in enumerate(flat.sectors.regions) if where == shock.to]
    sellers = np.flatnonzero(share.any(axis=1))
    deliveries = np.zeros((len(sellers), len(flat.sectors)))
    deliveries[:, buyers] = shock.share * (share[sellers] @ basic.use[np.ix_(rows, buyers)])
    users = _finals(flat, shock.to)
    final = -shock.share * (share @ basic.final_demand[np.ix_(rows, users)].sum(axis=1))
    return Hit(-1, tuple(sellers.tolist()), deliveries, final)


def outputs_by(method: str, system: LeontiefSystem, hit: Hit, shock: Shock) -> Outputs | Meaningless:
    """Outputs with and without a shock by ``leontief``, ``ghosh`` or ``extraction``; or why there are none.

    Raises
    ------
    ModelError
        If outputs can't be had to 1e-10.
    """
    moved = bool(hit.deliveries.any() or hit.final.any())
    if shock.kind != "lose" and not moved:
        return Meaningless("sells_nothing")
    if shock.kind == "lose" and not system.active[hit.sector]:
        return Meaningless("sells_nothing")
    found = _METHODS[method](system, hit, shock)
    if isinstance(found, Outputs) and found.after.min(initial=0.0) < -ALLOWED * found.before.max(initial=0.0):
        return Meaningless("below_zero")
    return found


def _demand(system: LeontiefSystem) -> Floats:
    """Final demand as the table has it, what is supplied from outside taken off."""
    demand: Floats = (system.output - system.flows @ system.active) * system.active
    return demand


def _leontief(system: LeontiefSystem, hit: Hit, shock: Shock) -> Outputs | Meaningless:
    """Final demand falls by what is lost, or so far that the sector makes what it still can."""
    demand = _demand(system)
    after, beyond = demand + hit.final * system.active, 0.0
    if shock.kind == "cut":
        np.subtract.at(after, list(hit.sellers), hit.deliveries.sum(axis=1))
    if shock.kind == "lose":
        column = system.outputs_of([hit.sector])[:, 0]
        after[hit.sector] -= shock.share * system.output[hit.sector] / column[hit.sector]
        beyond = max(-float(after[hit.sector]), 0.0)
    both = system.outputs(np.column_stack([demand, after]))
    residual = both[:, 1] - system.inputs(both[:, 1]) - after
    return _outputs(both[:, 0], both[:, 1], residual, beyond)


def _ghosh(system: LeontiefSystem, hit: Hit, shock: Shock) -> Outputs | Meaningless:
    """Primary inputs fall by what is lost, or so far that the sector is worth what it still makes."""
    if shock.kind == "demand":
        return Meaningless("demand")
    if shock.kind == "cut" and not hit.deliveries.any():
        return Meaningless("final")
    ghosh = GhoshSystem(system)
    primary = system.output - system.flows.sum(axis=0)
    after = primary - hit.deliveries.sum(axis=0)
    if shock.kind == "lose":
        unit = np.zeros(system.n_sectors)
        unit[hit.sector] = 1.0
        after[hit.sector] -= shock.share * system.output[hit.sector] / ghosh.outputs(unit)[hit.sector]
    both = ghosh.outputs(np.vstack([primary, after]))
    residual = both[1] - per_output(both[1], system.output) @ system.flows - after
    return _outputs(both[0], both[1], residual)


def _extraction(system: LeontiefSystem, hit: Hit, shock: Shock) -> Outputs | Meaningless:
    """Deliveries are taken out of the table, and nothing is put in their place."""
    if shock.kind == "demand":
        return Meaningless("nothing")
    demand = _demand(system)
    sellers, flows, left = list(hit.sellers), hit.deliveries, demand + hit.final * system.active
    if shock.kind == "lose":
        sellers = [hit.sector]
        flows = shock.share * system.flows[sellers]
        left[hit.sector] *= 1.0 - shock.share
    taken = per_output(flows, system.output)
    both = system.outputs(np.column_stack([demand, left]))
    start, columns = both[:, 1], system.outputs_of(sellers)
    core = np.eye(len(sellers)) + taken @ columns
    after = start - columns @ np.linalg.solve(core, taken @ start)  # Woodbury's formula
    residual = after - system.inputs(after) - left
    np.add.at(residual, sellers, taken @ after)
    return _outputs(both[:, 0], after, residual)


def _outputs(before: Floats, after: Floats, residual: Floats, beyond: float = 0.0) -> Outputs:
    largest = float(np.abs(before).max(initial=0.0)) or 1.0
    return Outputs(before, after, float(np.abs(residual).max(initial=0.0)) / largest, beyond)


_METHODS: Mapping[str, Callable[[LeontiefSystem, Hit, Shock], Outputs | Meaningless]] = {
    "leontief": _leontief,
    "ghosh": _ghosh,
    "extraction": _extraction,
}
