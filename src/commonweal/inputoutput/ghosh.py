"""The supply-driven model: what is made from given primary inputs when sales keep their shares."""

from __future__ import annotations

import numpy as np

from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.tables import Floats

__all__ = ["GhoshSystem", "allocation_coefficients"]


def allocation_coefficients(flows: Floats, output: Floats) -> Floats:
    """Share of output ``i`` that is sold to sector ``j``: ``B = diag(x)⁻¹ Z``; 0 where nothing is made.

    Shape (n_sectors, n_sectors), money per money; a copy of the flows, for small tables.
    """
    return per_output(flows.T, output).T


class GhoshSystem:
    """The system ``x = x B + v`` with ``B = diag(x)⁻¹ Z``, solved as often as asked.

    Since ``B = diag(x)⁻¹ A diag(x)``, the Ghosh inverse is ``G = (I − B)⁻¹ = diag(x)⁻¹ L diag(x)``: the
    Leontief system's solutions serve, at any size, and nothing is factorised again.

    Parameters
    ----------
    leontief
        The same table's Leontief system. Sectors without output take no part: they sell nothing, and
        primary inputs to them stay as they are.

    References
    ----------
    Ghosh, *Economica* 25 (1958); Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, ch. 12. The model
    says how values pass on along fixed sales, as prices do (Dietzenbacher, *Journal of Regional
    Science* 37, 1997); read as amounts, it has inputs stand in for each other freely.

    Examples
    --------
    >>> flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    >>> output = np.array([1000.0, 2000.0])
    >>> primary = output - flows.sum(axis=0)
    >>> GhoshSystem(LeontiefSystem(flows, output)).outputs(primary).round(6)
    array([1000., 2000.])
    """

    def __init__(self, leontief: LeontiefSystem) -> None:
        self.leontief = leontief

    def outputs(self, primary_inputs: Floats) -> Floats:
        """Outputs ``x = v (I − B)⁻¹`` from primary inputs, money per year.

        ``primary_inputs`` has shape (n_sectors,) or (k, n_sectors); so has the answer.
        """
        output, active = self.leontief.output, self.leontief.active
        passed_on: Floats = self.leontief.embodied(per_output(primary_inputs, output)) * output
        return passed_on + primary_inputs * ~active

    def enabled(self, per_sale: Floats) -> Floats:
        """What one unit of each primary input leads to, direct and indirect: ``(I − B)⁻¹ e``.

        ``per_sale`` has shape (n_sectors,) or (n_sectors, k), in units per money of output; so has the
        answer, in units per money of primary input.
        """
        output, active = self.leontief.output, self.leontief.active
        reached = per_output(self.leontief.outputs((per_sale.T * output).T).T, output).T
        unchanged: Floats = (per_sale.T * ~active).T
        return reached + unchanged

    def inverse(self) -> Floats:
        """The Ghosh inverse G, in full: for tables of at most 3,000 sectors.

        Raises
        ------
        ModelError
            If there are more.
        """
        output, active = self.leontief.output, self.leontief.active
        similar = per_output((self.leontief.inverse() * output).T, output).T
        similar[np.diag_indices(len(output))] += ~active
        return similar
