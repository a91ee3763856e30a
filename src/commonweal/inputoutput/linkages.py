"""Linkages: how much each sector draws on the others, and the others on it; which sectors are key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.inputoutput.ghosh import GhoshSystem
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.tables import Floats

__all__ = ["Dispersion", "Linkages", "dispersion", "linkages"]

_COLUMNS = 256


@dataclass(frozen=True, eq=False)
class Linkages:
    """Linkages of every sector, money per money; 0 for sectors without output.

    Attributes
    ----------
    direct_backward : shape (n_sectors,)
        Inputs per unit of output: column sums of A.
    direct_forward : shape (n_sectors,)
        Share of output sold to sectors: row sums of B.
    backward : shape (n_sectors,)
        Output of all sectors per unit of final demand: column sums of L.
    sensitivity : shape (n_sectors,)
        Output of the sector if final demand rises by one unit for every product: row sums of L.
    forward : shape (n_sectors,)
        Output of all sectors per unit of the sector's primary inputs: row sums of G (Ghosh).
    active : shape (n_sectors,)
        Which sectors make something; means are over these.
    """

    direct_backward: Floats
    direct_forward: Floats
    backward: Floats
    sensitivity: Floats
    forward: Floats
    active: npt.NDArray[np.bool_]

    @property
    def power_of_dispersion(self) -> Floats:
        """Backward linkages, 1 in the mean: Rasmussen's ``U_j = n Σ_i l_ij / Σ_ij l_ij``."""
        return self._in_the_mean(self.backward)

    @property
    def sensitivity_of_dispersion(self) -> Floats:
        """Row sums of the Leontief inverse, 1 in the mean: Rasmussen's ``U_i = n Σ_j l_ij / Σ_ij l_ij``."""
        return self._in_the_mean(self.sensitivity)

    @property
    def relative_forward(self) -> Floats:
        """Forward linkages by Ghosh's model, 1 in the mean."""
        return self._in_the_mean(self.forward)

    @property
    def key(self) -> npt.NDArray[np.bool_]:
        """Sectors whose backward and (Ghosh) forward linkages are both above the mean."""
        return (self.power_of_dispersion > 1.0) & (self.relative_forward > 1.0)

    def _in_the_mean(self, linkage: Floats) -> Floats:
        mean = linkage[self.active].mean() if np.any(self.active) else 1.0
        relative: Floats = linkage / mean
        return relative


@dataclass(frozen=True, eq=False)
class Dispersion:
    """How unevenly a sector's linkages spread: coefficients of variation, pure numbers.

    Attributes
    ----------
    backward : shape (n_sectors,)
        Of the entries of each column of L: low where a sector draws evenly on all others.
    forward : shape (n_sectors,)
        Of the entries of each row of L: low where all others draw evenly on it.
    """

    backward: Floats
    forward: Floats


def linkages(system: LeontiefSystem) -> Linkages:
    """Backward and forward linkages of every sector, by three solves at any size.

    References
    ----------
    Rasmussen, *Studies in Inter-Sectoral Relations*, 1956; Jones, *Quarterly Journal of Economics* 90 (1976);
    Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, section 12.2. Key sectors are told by Ghosh's
    forward linkages, since row sums of L add up one unit of each product, large and small alike.

    Examples
    --------
    >>> flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    >>> found = linkages(LeontiefSystem(flows, np.array([1000.0, 2000.0])))
    >>> found.backward.round(4), found.forward.round(4)
    (array([1.5182, 1.4521]), array([1.9142, 1.2541]))
    """
    ones = system.active.astype(np.float64)
    ghosh = GhoshSystem(system)
    return Linkages(
        direct_backward=per_output(ones @ system.flows, system.output),
        direct_forward=per_output(system.flows @ ones, system.output),
        backward=system.embodied(ones) * ones,
        sensitivity=system.outputs(ones) * ones,
        forward=ghosh.enabled(ones) * ones,
        active=system.active,
    )


def dispersion(system: LeontiefSystem) -> Dispersion:
    """Coefficients of variation of the columns and rows of the Leontief inverse.

    ``V_j = √(Σ_i (l_ij − mean)² / (n − 1)) / mean``, among sectors with output. The inverse is gone
    through 256 columns at a time and never held in full; above 3,000 sectors that takes minutes.

    References
    ----------
    Rasmussen, *Studies in Inter-Sectoral Relations*, 1956; Hazari, *Review of Economics and
    Statistics* 52 (1970).
    """
    active = np.flatnonzero(system.active)
    sums, squares = np.zeros(system.n_sectors), np.zeros(system.n_sectors)
    backward = np.zeros(system.n_sectors)
    for first in range(0, len(active), _COLUMNS):
        some = active[first : first + _COLUMNS]
        columns = system.outputs_of(some.tolist())[active]
        sums[active] += columns.sum(axis=1)
        squares[active] += (columns**2).sum(axis=1)
        backward[some] = _variation(columns.sum(axis=0), (columns**2).sum(axis=0), len(active))
    forward = np.zeros(system.n_sectors)
    forward[active] = _variation(sums[active], squares[active], len(active))
    return Dispersion(backward, forward)


def _variation(sums: Floats, squares: Floats, count: int) -> Floats:
    """Coefficient of variation of ``count`` numbers from their sum and the sum of their squares."""
    if count < 2:
        return np.zeros(len(sums))
    spread = np.maximum(squares - sums**2 / count, 0.0) / (count - 1)
    variation: Floats = np.sqrt(spread) * count / sums
    return variation
