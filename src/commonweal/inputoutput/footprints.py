"""Footprints: what final users take of labour, land, water or emissions, through everything they buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats, InputOutput, Labels, Rows

__all__ = ["Footprints", "by_region", "footprints", "product_footprints", "summed_by"]


@dataclass(frozen=True, eq=False)
class Footprints:
    """Footprints of every final user, beside what is used and released where it happens.

    Attributes
    ----------
    names, units : n_rows each
        The rows: kinds of labour, land, water, emissions.
    multipliers : shape (n_rows, n_sectors), unit of the row per unit of money
        m: direct and indirect, per unit of final demand.
    bought : shape (n_rows, n_final), unit of the row per year
        What is behind the purchases of each final user: ``m Y``.
    own : shape (n_rows, n_final), unit of the row per year
        What final users use or release themselves.
    territorial : shape (n_rows, n_sectors), unit of the row per year
        What each sector uses or releases.
    as_if_imported : shape (n_rows,), unit of the row per year
        What supplies from outside the table would have taken if made inside: they are in ``bought``
        and not in ``territorial``. 0 for a table of the world.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    multipliers: Floats
    bought: Floats
    own: Floats
    territorial: Floats
    as_if_imported: Floats

    @property
    def by_final(self) -> Floats:
        """The whole footprint of each final user: shape (n_rows, n_final)."""
        return self.bought + self.own

    @property
    def residual(self) -> float:
        """By how much all footprints fail to be all that is used: the largest share of a row.

        Identity: ``Σ bought + Σ own = Σ territorial + Σ own + as if imported``. Shares are of the sum
        of absolute amounts, as a row may have negative entries.
        """
        gap = np.abs(self.bought.sum(axis=1) - self.territorial.sum(axis=1) - self.as_if_imported)
        return float(np.max(shares(gap, np.abs(self.territorial).sum(axis=1)), initial=0.0))


def footprints(table: InputOutput, rows: Rows, system: LeontiefSystem | None = None) -> Footprints:
    """Footprints of all final users for every row at once: ``F = s x̂⁻¹ (I − A)⁻¹ Y + H``.

    The consumption account of a row: what was used or released anywhere in the table for what a final
    user buys, plus what the user uses or releases directly (H). Supplies from outside the table count
    as if made inside it. Sectors without output take no part: what a row books there is in
    ``territorial`` but in no footprint, and shows as a residual.

    Parameters
    ----------
    table
        Flows and final demand, money per year.
    rows
        Rows beside the table: s by sector (n_rows, n_sectors) and H by final user (n_rows, n_final).
    system
        The system of the table, where it is made already.

    Raises
    ------
    ModelError
        If the rows don't fit the table.

    References
    ----------
    Leontief 1970, "Environmental repercussions and the economic structure"; Miller and Blair 2009,
    ch. 10; Kitzes 2013, "An introduction to environmentally-extended input-output analysis".
    """
    _fits(rows, table)
    solver = system if system is not None else LeontiefSystem(table.flows, table.output)
    multipliers = solver.embodied(per_output(rows.by_industry, table.output))
    return Footprints(
        rows.names,
        rows.units,
        multipliers,
        multipliers @ table.final_demand,
        rows.by_final,
        rows.by_industry,
        multipliers @ table.imports,
    )


def product_footprints(multipliers: Floats, final_demand: Floats) -> Floats:
    """The footprint of a final demand by what is bought: ``m_i y_i``.

    Parameters
    ----------
    multipliers : shape (n_rows, n_sectors), unit of the row per unit of money
    final_demand : shape (n_sectors,), money per year

    Returns
    -------
    shape (n_rows, n_sectors), unit of the row per year
    """
    return multipliers * final_demand


def by_region(amounts: Floats, labels: Labels, regions: tuple[str, ...]) -> Floats:
    """Amounts summed over the entries of each region.

    Parameters
    ----------
    amounts : shape (…, n_entries)
    labels : n_entries
    regions : n_regions
        Every region wanted; entries of others are an error.

    Returns
    -------
    shape (…, n_regions)

    Raises
    ------
    ModelError
        If an entry's region is not among ``regions``.
    """
    return summed_by(amounts, labels.regions, regions)


def summed_by(amounts: Floats, keys: Sequence[str], wanted: Sequence[str]) -> Floats:
    """Amounts summed over the entries of each key, such as the names or kinds of final users.

    Parameters
    ----------
    amounts : shape (…, n_entries)
    keys : n_entries
    wanted : n_keys

    Returns
    -------
    shape (…, n_keys)

    Raises
    ------
    ModelError
        If an entry's key is not among those wanted.

    Examples
    --------
    >>> kinds = ("household", "government", "household")
    >>> summed_by(np.array([1.0, 2.0, 4.0]), kinds, ("household", "government"))
    array([5., 2.])
    """
    position = {key: index for index, key in enumerate(wanted)}
    unknown = sorted(set(keys) - position.keys())
    if unknown:
        raise ModelError(f"Entries of {', '.join(map(repr, unknown))} are not among those to sum up by.")
    sums = np.zeros((len(wanted), *amounts.shape[:-1]))
    np.add.at(sums, [position[key] for key in keys], np.moveaxis(amounts, -1, 0))
    moved: Floats = np.moveaxis(sums, 0, -1)
    return moved


def _fits(rows: Rows, table: InputOutput) -> None:
    wanted = ((len(rows), len(table.sectors)), (len(rows), len(table.final)))
    found = (rows.by_industry.shape, rows.by_final.shape)
    if wanted != found:
        raise ModelError(f"Rows of shapes {found} don't fit a table that wants {wanted}.")
