"""Who works for whom: labour, or anything else, embodied in what regions buy from each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.inputoutput.footprints import by_region
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats, InputOutput, Rows

__all__ = ["OUTSIDE", "EmbodiedTrade", "embodied_trade"]

OUTSIDE = "outside"
"""The user of what is exported to countries outside the table."""


@dataclass(frozen=True, eq=False)
class EmbodiedTrade:
    """What each region does for the final users of each region.

    Attributes
    ----------
    names, units : n_rows each
        The rows: kinds of labour, emissions and so on.
    regions
        Where it is done: n_regions.
    users
        For whom: the regions, and ``OUTSIDE`` last where the table has exports to other countries.
    amounts : shape (n_rows, n_regions, n_users), unit of the row per year
        Done in the region of the row for what the users of the column buy, at any remove.
    as_if_imported : shape (n_rows, n_regions), unit of the row per year
        Of this, done outside the table in truth: what supplies from outside would have taken there.
    done : shape (n_rows, n_regions), unit of the row per year
        All that is done in each region.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    regions: tuple[str, ...]
    users: tuple[str, ...]
    amounts: Floats
    as_if_imported: Floats
    done: Floats

    @property
    def home(self) -> Floats:
        """Done in each region for its own users: shape (n_rows, n_regions)."""
        own: Floats = np.diagonal(self.amounts, axis1=1, axis2=2)
        return own

    @property
    def exported(self) -> Floats:
        """Done in each region for others, those outside included: shape (n_rows, n_regions)."""
        given: Floats = self.amounts.sum(axis=2) - self.home
        return given

    @property
    def imported(self) -> Floats:
        """Done in other regions for the users of each: shape (n_rows, n_regions)."""
        taken: Floats = self.amounts[:, :, : len(self.regions)].sum(axis=1) - self.home
        return taken

    @property
    def balance(self) -> Floats:
        """Done for others less done by others: positive where a region works for the rest.

        Shape (n_rows, n_regions). In a table of the world the balances of a row add up to 0.
        """
        return self.exported - self.imported

    @property
    def residual(self) -> float:
        """By how much what is done for all users fails to be all that is done: the largest share.

        Identity: ``Σ_s E[r, s] = done[r] + as if imported[r]``. Shares are of a row's total.
        """
        gap = np.abs(self.amounts.sum(axis=2) - self.done - self.as_if_imported)
        totals = np.abs(self.done).sum(axis=1, keepdims=True) + np.zeros_like(gap)
        return float(np.max(shares(gap, totals), initial=0.0))


def embodied_trade(table: InputOutput, rows: Rows, system: LeontiefSystem | None = None) -> EmbodiedTrade:
    """What each region does for the final users of each: ``E[r, s] = Σ_{i in r} v_i [(I − A)⁻¹ Y_s]_i``.

    One solve for every region of users, whatever the number of rows: no inverse is formed. What a
    final user uses or releases directly crosses no border and is not counted, and what is bought of
    sectors without output (a rounding in some tables) carries nothing.

    Parameters
    ----------
    table
        Flows and final demand of several regions, money per year.
    rows
        What is done, by sector: shape (n_rows, n_sectors), unit of the row per year.
    system
        The system of the table, where it is made already.

    References
    ----------
    Peters 2008, "From production-based to consumption-based national emission inventories"; for labour,
    Simas, Wood and Hertwich 2015, "Labor embodied in trade"; Alsamawi, Murray and Lenzen 2014, "The
    employment footprints of nations".
    """
    regions = table.sectors.distinct_regions
    users, demand = _users(table, regions)
    solver = system if system is not None else LeontiefSystem(table.flows, table.output)
    demand = np.column_stack([demand, table.imports])
    demand[table.output == 0.0] = 0.0
    outputs = solver.outputs(demand)
    intensities = per_output(rows.by_industry, table.output)
    amounts = np.empty((len(rows), len(regions), outputs.shape[1]))
    for index, region in enumerate(regions):
        here = [place for place, name in enumerate(table.sectors.regions) if name == region]
        amounts[:, index] = intensities[:, here] @ outputs[here]
    return EmbodiedTrade(
        rows.names,
        rows.units,
        regions,
        users,
        amounts[:, :, :-1],
        amounts[:, :, -1],
        by_region(rows.by_industry, table.sectors, regions),
    )


def _users(table: InputOutput, regions: tuple[str, ...]) -> tuple[tuple[str, ...], Floats]:
    """The regions of users, and what each of them buys: shape (n_sectors, n_users).

    A region that only buys (final users without a sector) counts as outside.
    """
    position = {region: index for index, region in enumerate(regions)}
    demand = np.zeros((len(table.sectors), len(regions) + 1))
    exports = False
    for column, (region, kind) in enumerate(zip(table.final.regions, table.final_kinds, strict=True)):
        outside = kind == "export" or region not in position
        exports = exports or outside
        demand[:, len(regions) if outside else position[region]] += table.final_demand[:, column]
    if exports:
        return (*regions, OUTSIDE), demand
    return regions, demand[:, :-1]
