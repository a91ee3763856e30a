"""The open Leontief model: what has to be made so that a final demand can be met."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import linalg

from commonweal.errors import ModelError
from commonweal.inputoutput.balances import spectral_radius
from commonweal.inputoutput.iteration import solved
from commonweal.inputoutput.tables import Floats

__all__ = ["LARGEST_INVERSE", "LeontiefSystem", "input_coefficients", "per_output"]

LARGEST_INVERSE = 3000
"""Number of sectors up to which a system is factorised and its inverse may be formed in full."""

_TOLERANCE = 1e-10  # residual allowed, as a share of the largest entry of what was asked and found
_GOAL = 1e-12  # residual looked for
_SURELY = 1.0 - 1e-9  # a sum of coefficients below this is below 1 in spite of rounding
_LARGEST_WEIGHT = 1e10  # row sums of the inverse beyond which rounding leaves fewer than six digits
_ROWS_AT_ONCE = 256


def input_coefficients(flows: Floats, output: Floats) -> Floats:
    """Input ``i`` used per unit of output ``j``: ``A = Z diag(x)⁻¹``; 0 where nothing is made."""
    return flows * per_output(np.ones(len(output)), output)


def per_output(amounts: Floats, output: Floats) -> Floats:
    """Amounts per unit of output, such as hours per money: ``v diag(x)⁻¹``; 0 where nothing is made.

    ``amounts`` has shape (n_sectors,) or (k, n_sectors); so has the answer.
    """
    ratio: Floats = np.divide(amounts, output, out=np.zeros(np.shape(amounts)), where=output != 0.0)
    return ratio


class LeontiefSystem:
    """The system ``x = A x + y`` with ``A = Z diag(x)⁻¹``, solved as often as asked.

    Up to 3,000 sectors ``I − A`` is factorised. Above, it is solved by products with Z as it stands,
    in the unknowns ``x_i / √(output_i)``: with these ``A`` has a norm of at most 1 wherever no sector pays
    or sells more than it makes (Schur's test), so that residuals shrink at every step. Every answer's
    residual is computed and is at most 1e-10 of the largest amount in it.

    Sectors without output take no part: nothing goes into them. What others use of their products is
    counted as needed; a final demand for them is refused.

    Parameters
    ----------
    flows : shape (n_sectors, n_sectors), money per year
        Z; never changed, never copied where the table is large.
    output : shape (n_sectors,), money per year
        Gross output.
    dense_up_to
        Number of sectors up to which the system is factorised.

    Attributes
    ----------
    flows, output
        As given.
    active : shape (n_sectors,)
        Which sectors make something.

    Raises
    ------
    ModelError
        If shapes don't fit, a number is missing or an output negative; if the sectors use up what they make
        (the spectral radius of ``A`` is not below 1); if an answer can't be had to 1e-10.

    References
    ----------
    Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, ch. 2. That one ``w > 0`` with
    ``(I − A) w > 0`` proves that every demand can be met: Berman and Plemmons, *Nonnegative Matrices
    in the Mathematical Sciences*, 1994, ch. 6.

    Examples
    --------
    >>> flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    >>> system = LeontiefSystem(flows, np.array([1000.0, 2000.0]))
    >>> system.outputs(np.array([600.0, 1500.0])).round(1)
    array([1247.5, 1841.6])
    """

    def __init__(self, flows: Floats, output: Floats, dense_up_to: int = LARGEST_INVERSE) -> None:
        _check(flows, output)
        self.flows = flows
        self.output = output
        self.active: npt.NDArray[np.bool_] = output > 0.0
        self._dense = len(output) <= dense_up_to
        self._check_productive()

    @property
    def n_sectors(self) -> int:
        """Number of sectors, those without output included."""
        return len(self.output)

    @cached_property
    def diagonal(self) -> Floats:
        """What each sector uses of its own product, per unit of output: shape (n_sectors,)."""
        return per_output(np.ascontiguousarray(np.diagonal(self.flows)), self.output)

    def inputs(self, outputs: Floats) -> Floats:
        """What given outputs use up of each product: ``A x``, shape (n_sectors,) or (n_sectors, k)."""
        used: Floats = self.flows @ per_output(outputs.T, self.output).T
        return used

    def input_values(self, values: Floats) -> Floats:
        """What the inputs to one unit of output are worth: ``v A``, shape (n_sectors,) or (k, n_sectors)."""
        return per_output(values @ self.flows, self.output)

    def outputs(self, final_demand: Floats) -> Floats:
        """Gross outputs ``x = (I − A)⁻¹ y``: shape (n_sectors,) or (n_sectors, k) as the demand.

        Raises
        ------
        ModelError
            If a number is missing, a product is demanded that no sector makes, or the answer can't be had
            to 1e-10.
        """
        self._check_demand(final_demand)
        columns = final_demand.reshape(self.n_sectors, -1)
        found = self._solve(columns.T, transposed=False)
        residual = columns - found.T + self.inputs(found.T)
        self._check_residual(residual.T, found)
        return np.ascontiguousarray(found.T).reshape(final_demand.shape)

    def embodied(self, per_output: Floats) -> Floats:
        """What one unit of each final demand takes, direct and indirect: ``m = v (I − A)⁻¹``.

        ``per_output`` has shape (n_sectors,) or (k, n_sectors), in units per money; so has the answer.

        Raises
        ------
        ModelError
            If a number is missing, or the answer can't be had to 1e-10.
        """
        if per_output.shape[-1:] != self.output.shape:
            raise ModelError(f"Amounts are for {per_output.shape[-1]} sectors, not {self.n_sectors}.")
        if not np.all(np.isfinite(per_output)):
            raise ModelError("Some amounts per unit of output are missing or infinite.")
        rows = per_output.reshape(-1, self.n_sectors)
        found = self._solve(rows, transposed=True)
        residual = rows - found + self.input_values(found)
        self._check_residual(residual, found)
        return found.reshape(per_output.shape)

    def inverse(self) -> Floats:
        """The Leontief inverse L, in full: for tables of at most 3,000 sectors.

        Raises
        ------
        ModelError
            If there are more.
        """
        if self.n_sectors > LARGEST_INVERSE:
            raise ModelError(
                f"The full inverse of {self.n_sectors} sectors is not formed (at most {LARGEST_INVERSE}). "
                "Ask for the demands or the rows that matter: outputs(…) and embodied(…)."
            )
        return self.outputs_of(range(self.n_sectors))

    def outputs_of(self, sectors: range | list[int]) -> Floats:
        """Columns of the Leontief inverse: shape (n_sectors, k) for k sectors.

        Column ``j`` is what is made for one unit of final demand for product ``j``; for a sector without
        output, that unit alone.
        """
        unit = np.zeros((self.n_sectors, len(sectors)))
        unit[list(sectors), np.arange(len(sectors))] = 1.0
        columns = self.outputs(unit * self.active[:, None])
        return columns + unit * ~self.active[:, None]

    @cached_property
    def _factors(self) -> tuple[Floats, npt.NDArray[np.int32]]:
        """``I − A``, factorised."""
        system = input_coefficients(self.flows, self.output)
        np.negative(system, out=system)
        system[np.diag_indices(self.n_sectors)] += 1.0
        lu, pivots = linalg.lu_factor(system, overwrite_a=True, check_finite=False)
        return lu, pivots

    def _solve(self, rows: Floats, *, transposed: bool) -> Floats:
        """``(I − A)⁻¹ b`` or, transposed, ``b (I − A)⁻¹`` for each row ``b``: shape (k, n_sectors)."""
        if self._dense:
            way: Literal[0, 1] = 1 if transposed else 0
            direct: Floats = linalg.lu_solve(self._factors, rows.T, trans=way, check_finite=False).T
            return direct
        return self._iterated_values(rows) if transposed else self._iterated_outputs(rows)

    def _iterated_outputs(self, rows: Floats) -> Floats:
        root, inverse_root = self._roots
        scaled = solved(
            lambda u: u - inverse_root * (self.flows @ (inverse_root * u).T).T,
            1.0 / (1.0 - np.minimum(self.diagonal, 0.9)),
            rows * inverse_root,
            root,
            _GOAL,
        )
        found = scaled * root
        idle = np.flatnonzero(~self.active)
        if len(idle):
            found[:, idle] = rows[:, idle] + (found * inverse_root**2) @ self.flows[idle].T
        return found

    def _iterated_values(self, rows: Floats) -> Floats:
        root, inverse_root = self._roots
        idle = np.flatnonzero(~self.active)
        right = rows * root
        if len(idle):
            right = right + inverse_root * (rows[:, idle] @ self.flows[idle])
        scaled = solved(
            lambda u: u - inverse_root * ((inverse_root * u) @ self.flows),
            1.0 / (1.0 - np.minimum(self.diagonal, 0.9)),
            right,
            inverse_root,
            _GOAL,
        )
        found = scaled * inverse_root
        found[:, idle] = rows[:, idle]
        return found

    @cached_property
    def _roots(self) -> tuple[Floats, Floats]:
        """Square roots of outputs and their inverses, 0 where nothing is made."""
        root = np.sqrt(self.output)
        return root, per_output(np.ones(self.n_sectors), root)

    def _check_productive(self) -> None:
        """Prove that every demand can be met, by the cheapest proof that does."""
        sign, columns, rows = _sums(self.flows)
        if np.all(columns <= _SURELY * self.output) or np.all(rows <= _SURELY * self.output):
            return  # a norm of A below 1
        if sign < 0.0:  # the proof below holds for coefficients that are not negative
            radius = spectral_radius(self.flows, self.output)
            if radius >= 1.0:
                raise _not_productive(radius)
            return
        ones = np.ones((1, self.n_sectors))
        weights = self._solve_or_none(ones)
        proved = weights is not None and np.all(weights > 0.0) and self._nearly(weights, 0.5)
        if weights is None or not proved or weights.max() > _LARGEST_WEIGHT:
            raise _not_productive(spectral_radius(self.flows, self.output))

    def _solve_or_none(self, rows: Floats) -> Floats | None:
        """As ``_solve``; None where ``I − A`` is singular."""
        if self._dense and not np.all(np.abs(np.diagonal(self._factors[0])) > 0.0):
            return None
        return self._solve(rows, transposed=False)

    def _nearly(self, weights: Floats, most: float) -> bool:
        """Whether ``(I − A) w`` is 1 to within ``most``, throughout."""
        residual = 1.0 - weights.T + self.inputs(weights.T)
        return bool(np.abs(residual).max() <= most)

    def _check_demand(self, final_demand: Floats) -> None:
        if final_demand.shape[:1] != self.output.shape:
            raise ModelError(f"Final demand is for {final_demand.shape[0]} products, not {self.n_sectors}.")
        if not np.all(np.isfinite(final_demand)):
            raise ModelError("Some final demands are missing or infinite.")
        wanted = np.abs(final_demand).reshape(self.n_sectors, -1).sum(axis=1)
        unmade = np.flatnonzero((wanted > 0.0) & ~self.active)
        if len(unmade):
            shown = ", ".join(f"{index} ({wanted[index]:.6g})" for index in unmade[:10])
            raise ModelError(
                f"Final demand is for products that no sector makes, at positions {shown}"
                f"{' and more' if len(unmade) > 10 else ''}, counted from 0. Set it to 0 there: see active."
            )

    def _check_residual(self, residual: Floats, found: Floats) -> None:
        allowed = _TOLERANCE * np.abs(found).max(axis=1, initial=0.0)
        over = np.abs(residual).max(axis=1, initial=0.0) > allowed
        if np.any(over):
            radius = spectral_radius(self.flows, self.output)
            raise ModelError(
                f"{int(over.sum())} of {len(found)} solutions are off by more than {_TOLERANCE:g} of their "
                f"largest amount. The spectral radius of the input coefficients is {radius:.8g}; close to 1, "
                "small changes of demand change outputs without bound. Check the sectors that use most of "
                "what they make."
            )


def _check(flows: Floats, output: Floats) -> None:
    if flows.shape != (len(output), len(output)):
        raise ModelError(f"Flows are {flows.shape[0]} × {flows.shape[1]}, outputs {len(output)}.")
    if not np.all(np.isfinite(output)) or np.any(output < 0.0):
        places = np.flatnonzero(~(output >= 0.0) | np.isinf(output))[:10].tolist()
        raise ModelError(f"Outputs at positions {places}, counted from 0, are negative or missing.")


def _sums(flows: Floats) -> tuple[float, Floats, Floats]:
    """The least flow, and sums of absolute flows by column and by row, a few rows at a time."""
    least, columns, rows = 0.0, np.zeros(len(flows)), np.zeros(len(flows))
    for first in range(0, len(flows), _ROWS_AT_ONCE):
        part = flows[first : first + _ROWS_AT_ONCE]
        if not np.all(np.isfinite(part)):
            raise ModelError(f"Flows are missing or infinite in rows {first} to {first + len(part) - 1}.")
        least = min(least, float(part.min(initial=0.0)))
        sizes = np.abs(part)
        columns += sizes.sum(axis=0)
        rows[first : first + len(part)] = sizes.sum(axis=1)
    return least, columns, rows


def _not_productive(radius: float) -> ModelError:
    if radius >= 1.0:
        return ModelError(
            "The sectors use up what they make: the spectral radius of the input coefficients is "
            f"{radius:.8g} and must be below 1. Find the sectors whose inputs are worth more than their "
            "output, and check units, totals and rows that were left out."
        )
    return ModelError(
        "The sectors use up nearly all they make: the spectral radius of the input coefficients is "
        f"{radius:.15g}, too near 1 for outputs to be known. Check the sectors that use most of their own "
        "output."
    )
