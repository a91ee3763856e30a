"""The Leontief system with a few inputs added that the flows don't show: wear of capital, wage goods.

Such inputs have a mix that many sectors share, so that they add a matrix of low rank to the input
coefficients. Nothing of the size of the table is formed anew for them.
"""

from __future__ import annotations

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Floats

__all__ = ["EnlargedSystem", "SharedInputs", "no_shared_inputs"]


class SharedInputs:
    """Inputs per unit of output that follow a few mixes: ``M C``, of rank k.

    Attributes
    ----------
    mixes : shape (n_sectors, k), units of product per unit of the mix
        M: what one unit of each mix is made of.
    coefficients : shape (k, n_sectors), units of the mix per unit of output
        C: how much of each mix one unit of output takes.
    """

    def __init__(self, mixes: Floats, coefficients: Floats) -> None:
        if mixes.ndim != 2 or mixes.shape != coefficients.T.shape:
            raise ModelError(
                f"Mixes of shape {mixes.shape} don't go with coefficients of shape {coefficients.shape}: "
                "the second must have the shape of the first, turned round."
            )
        self.mixes = mixes
        self.coefficients = coefficients

    def __add__(self, other: SharedInputs) -> SharedInputs:
        """Both inputs together."""
        return SharedInputs(
            np.hstack([self.mixes, other.mixes]), np.vstack([self.coefficients, other.coefficients])
        )

    def costs(self, prices: Floats) -> Floats:
        """What they cost per unit of output, at prices of shape (n_sectors,): ``p M C``."""
        cost: Floats = (prices @ self.mixes) @ self.coefficients
        return cost


def no_shared_inputs(n_sectors: int) -> SharedInputs:
    """No inputs beyond the flows."""
    return SharedInputs(np.zeros((n_sectors, 0)), np.zeros((0, n_sectors)))


class EnlargedSystem:
    """The system ``m = v + m (A + M C)``, solved as often as asked.

    With ``T = C (I − A)⁻¹`` (k solves, made once), ``m = v (I − A)⁻¹ + z T``, where ``z = m M`` follows
    from the k equations ``z (I − T M) = v (I − A)⁻¹ M`` (the formula of Woodbury 1950).

    Parameters
    ----------
    system
        The flows and outputs of the table.
    inputs
        M and C; both not negative.

    Raises
    ------
    ModelError
        If with these inputs more is used up than made: the spectral radius of ``T M`` is not below 1.
    """

    def __init__(self, system: LeontiefSystem, inputs: SharedInputs) -> None:
        self._system = system
        self._inputs = inputs
        self._carried = _embodied(system, inputs.coefficients)
        turned = self._carried @ inputs.mixes
        radius = max(abs(np.linalg.eigvals(turned)), default=0.0)
        if radius >= 1.0:
            raise ModelError(
                "What capital and wages take, with all that is needed to make it, is more than what is "
                f"made: one unit of it needs {radius:.6g} units of itself. Take lower wages or slower wear, "
                "or check the units of labour and capital."
            )
        self._core = np.eye(len(turned)) - turned

    def embodied(self, per_output: Floats) -> Floats:
        """What one unit of each product takes, direct and indirect: ``v (I − A − M C)⁻¹``.

        Both have shape (n_sectors,) or (rows, n_sectors), in units of ``per_output``.
        """
        without = _embodied(self._system, per_output)
        of_mixes = np.linalg.solve(self._core.T, (without @ self._inputs.mixes).T).T
        total: Floats = without + of_mixes @ self._carried
        return total


def _embodied(system: LeontiefSystem, per_output: Floats) -> Floats:
    return system.embodied(per_output) if per_output.size else per_output
