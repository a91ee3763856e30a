"""Primal-dual interior point on normal equations that are factorised in blocks.

Predictor and corrector (Mehrotra 1992, *SIAM J. Optim.* 2(4)) with further centrality correctors
(Gondzio 1996, *Comput. Optim. Appl.* 6), each weighted by what lets the step be longest. Bounds are
kept as ``x − lower = low`` and ``upper − x = high``, both positive, so that nothing is lost near a bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from commonweal.solve.blocks.factor import Factor
from commonweal.solve.blocks.form import Form
from commonweal.solve.blocks.steps import (
    blended_steps,
    central_terms,
    damped_steps,
    finish,
    pull,
    second_order,
    weights,
)
from commonweal.solve.problem import Floats
from commonweal.solve.start import Start

__all__ = ["Interior", "Point", "Residuals"]

_LOOSEST = 1e-12  # free columns are held where they are with this weight
_NOISE = 1e-15  # a pivot this small beside what it was is rounding
_CORRECTORS = 3  # tried in an iteration
_MORE = 5  # the same where a factorisation costs as much as many solves
_DEAR = 800  # multiplications of a factorisation for each entry of the factor that make it so
_SHARES = np.linspace(0.1, 1.0, 10)  # of a corrector, tried
_BOLD = 0.3  # how much longer a step a corrector aims at
_WORTH = 0.03  # how much longer a step must become for a corrector to be kept
_LEAST = 0.9  # share of the longest step that is always taken
_NEAR = 1e-4  # of typical levels and prices, where a start that is given lies on a bound
_REFINE = 12  # conjugate-gradient steps after a solve, at most
_PATIENCE = 4  # of them that may pass before the error is halved


@dataclass
class Point:
    """Where an interior point is, or a direction.

    Attributes
    ----------
    x : shape (n_columns,)
    y : shape (n_rows,)
    bounds : shape (4, n_columns)
        Distance from the lower and upper bound, and their prices; 1 and 0 where there is no bound.
    """

    x: Floats
    y: Floats
    bounds: Floats

    def plus(self, other: Point, primal: float, dual: float) -> Point:
        """The point some way along a direction."""
        bounds = self.bounds.copy()
        bounds[:2] += primal * other.bounds[:2]
        bounds[2:] += dual * other.bounds[2:]
        return Point(self.x + primal * other.x, self.y + dual * other.y, bounds)


@dataclass(frozen=True)
class Residuals:
    """What is wrong at a point.

    Attributes
    ----------
    rows, low, high, columns
        What rows, bounds and reduced costs are off by.
    mu
        Mean product of a distance from a bound and its price.
    primal_cost, dual_cost
        Cost of the levels, and of the prices.
    """

    rows: Floats
    low: Floats
    high: Floats
    columns: Floats
    mu: float
    primal_cost: float
    dual_cost: float

    @property
    def gap(self) -> float:
        """Difference of the costs, relative to the larger."""
        size = max(abs(self.primal_cost), abs(self.dual_cost))
        return abs(self.primal_cost - self.dual_cost) / size if size > 0.0 else 0.0

    @property
    def primal(self) -> float:
        """Most that a row or bound is off by."""
        return float(max(np.abs(part).max(initial=0.0) for part in (self.rows, self.low, self.high)))

    @property
    def dual(self) -> float:
        """Most that a reduced cost is off by."""
        return float(np.abs(self.columns).max(initial=0.0))


class Interior:
    """An interior point method on one form; its factor's pattern serves all iterations.

    Parameters
    ----------
    form
        What to minimise.
    factor
        Of the form's matrix.
    """

    def __init__(self, form: Form, factor: Factor) -> None:
        self.form, self.factor = form, factor
        self._forward = sp.csr_array(form.matrix)
        self._back = sp.csr_array(form.matrix.T)
        self.has_low, self.has_high = np.isfinite(form.lower), np.isfinite(form.upper)
        self._lower = np.where(self.has_low, form.lower, 0.0)
        self._upper = np.where(self.has_high, form.upper, 0.0)
        self.n_bounds = int(self.has_low.sum() + self.has_high.sum())
        self._theta = np.ones(form.matrix.shape[1])
        self._enough = 1e-8
        shape = factor.shape
        self._correctors = _MORE if shape.flops > _DEAR * shape.entries else _CORRECTORS
        self.refinements = 0

    def begin(self, start: Start | None = None) -> Point:
        """A point far enough from all bounds (Mehrotra 1992, with bounds on both sides).

        Levels and prices of a start stand in for those of least squares, moved inside by a little.
        """
        form = self.form
        x, y = form.start(start)
        if x is None or y is None:
            self._set_weights(np.ones(form.matrix.shape[1]), 1e-10)
        if x is None:
            x = np.clip(0.0, form.lower, form.upper)
            x = x + self._back @ self._solve(form.right - self._forward @ x)
        if y is None:
            y = self._solve(self._forward @ form.cost)
        reduced = form.cost - self._back @ y
        both = self.has_low & self.has_high
        of_low = np.where(both, np.maximum(reduced, 0.0), reduced)
        of_high = np.where(both, np.maximum(-reduced, 0.0), -reduced)
        if start is None:
            return Point(x, y, self._inside(x, of_low, of_high))
        return Point(x, y, self._near(x, of_low, of_high))

    def _near(self, x: Floats, of_low: Floats, of_high: Floats) -> Floats:
        """Distances and prices as they are, those near 0 or below moved to a little above it."""
        has = np.array([self.has_low, self.has_high])
        distances = np.array([x - self._lower, self._upper - x])
        prices = np.array([of_low, of_high])
        far = max(float(np.abs(x).mean()), 1e-6) * _NEAR
        dear = max(float(np.abs(prices).mean()), 1e-6) * _NEAR
        distances, prices = np.maximum(distances, far), np.maximum(prices, dear)
        return np.concatenate([np.where(has, distances, 1.0), np.where(has, prices, 0.0)])

    def _inside(self, x: Floats, of_low: Floats, of_high: Floats) -> Floats:
        """Distances and prices moved to where all are positive."""
        has = np.array([self.has_low, self.has_high])
        distances = np.array([x - self._lower, self._upper - x])
        prices = np.array([of_low, of_high])
        distances += max(-1.5 * float(distances[has].min(initial=0.0)), 0.0)
        prices += max(-1.5 * float(prices[has].min(initial=0.0)), 0.0)
        product = float((distances * prices)[has].sum())
        distances += max(0.5 * product / max(float(prices[has].sum()), 1e-30), 1e-3)
        prices += max(0.5 * product / max(float(distances[has].sum()), 1e-30), 1e-3)
        return np.concatenate([np.where(has, distances, 1.0), np.where(has, prices, 0.0)])

    def residuals(self, at: Point) -> Residuals:
        """What is wrong at a point."""
        form = self.form
        low, high, of_low, of_high = at.bounds
        products = float(low @ of_low + high @ of_high)
        return Residuals(
            rows=form.right - self._forward @ at.x,
            low=np.where(self.has_low, at.x - self._lower - low, 0.0),
            high=np.where(self.has_high, self._upper - at.x - high, 0.0),
            columns=form.cost - self._back @ at.y - of_low + of_high,
            mu=products / max(self.n_bounds, 1),
            primal_cost=float(form.cost @ at.x),
            dual_cost=float(form.right @ at.y + self._lower @ of_low - self._upper @ of_high),
        )

    def iterate(self, at: Point, wrong: Residuals, accuracy: float) -> Point:
        """The next point."""
        self._set_weights(weights(at.bounds[0], at.bounds[2], at.bounds[1], at.bounds[3], _LOOSEST), _NOISE)
        most = float(np.abs(at.x).max(initial=1.0))
        self._enough = max(0.3 * float(np.abs(wrong.rows).max(initial=0.0)), 0.5 * accuracy * max(most, 1.0))
        step, primal, dual, target = self._predict_and_correct(at, wrong)
        for _ in range(self._correctors):
            if min(primal, dual) > 0.95:
                break
            bold = min(1.0, primal + _BOLD), min(1.0, dual + _BOLD)
            wanted = central_terms(at.bounds, step.bounds, *bold, target, self.has_low, self.has_high)
            better, longer_p, longer_d = self._blend(at, step, self._direction(at, None, *wanted))
            if longer_p < primal + _WORTH and longer_d < dual + _WORTH:
                break
            step, primal, dual = better, longer_p, longer_d
        lengths = damped_steps(at.bounds, step.bounds, primal, dual, _LEAST, self.n_bounds)
        return at.plus(step, *lengths)

    def _predict_and_correct(self, at: Point, wrong: Residuals) -> tuple[Point, float, float, float]:
        """Mehrotra's direction, its longest steps, and the products it aims at."""
        bounds = at.bounds
        first = self._direction(at, wrong, -bounds[0] * bounds[2], -bounds[1] * bounds[3])
        nothing = np.zeros_like(first.bounds)
        primal, dual = (float(s[0]) for s in blended_steps(bounds, first.bounds, nothing, _SHARES[:1]))
        after = at.plus(first, primal, dual).bounds
        mu = float(after[0] @ after[2] + after[1] @ after[3]) / max(self.n_bounds, 1)
        target = min(1.0, mu / wrong.mu) ** 3 * wrong.mu
        wanted = second_order(first.bounds, target, self.has_low, self.has_high)
        step, primal, dual = self._blend(at, first, self._direction(at, None, *wanted))
        return step, primal, dual, target

    def _direction(self, at: Point, wrong: Residuals | None, want_low: Floats, want_high: Floats) -> Point:
        """Newton's direction: towards what is wanted of the products, and of residuals if given."""
        zero = np.zeros_like(at.x)
        dual, low, high = (zero,) * 3 if wrong is None else (wrong.columns, wrong.low, wrong.high)
        pulled = pull(at.bounds, self._theta, dual, low, high, want_low, want_high)
        right = self._forward @ pulled
        dy = self._solve(right if wrong is None else right + wrong.rows)
        dx, bounds = finish(
            at.bounds,
            self._theta,
            pulled,
            self._back @ dy,
            low,
            high,
            want_low,
            want_high,
            self.has_low,
            self.has_high,
        )
        return Point(dx, dy, bounds)

    def _blend(self, at: Point, step: Point, more: Point) -> tuple[Point, float, float]:
        """A direction with the shares of a corrector that let primal and dual steps be longest."""
        primal, dual = blended_steps(at.bounds, step.bounds, more.bounds, _SHARES)
        best_p = int(len(primal) - 1 - np.argmax(primal[::-1]))
        best_d = int(len(dual) - 1 - np.argmax(dual[::-1]))
        return step.plus(more, _SHARES[best_p], _SHARES[best_d]), float(primal[best_p]), float(dual[best_d])

    def _set_weights(self, theta: Floats, noise: float) -> None:
        """Factorise for new weights."""
        self._theta = theta
        self.factor.factorise(theta, noise)

    @np.errstate(over="ignore", invalid="ignore")  # what overflows ends the search
    def _solve(self, right: Floats) -> Floats:
        """Solve the normal equations: the factor, then conjugate gradients if it was not enough."""
        y = self.factor.solve(right)
        rest = right - self._forward @ (self._theta * (self._back @ y))
        direction, size = np.zeros_like(y), np.inf
        errors: list[float] = []
        for _ in range(_REFINE):
            errors.append(float(np.abs(rest).max(initial=0.0)))
            if errors[-1] <= self._enough or (
                len(errors) > _PATIENCE and errors[-1] > 0.5 * errors[-1 - _PATIENCE]
            ):
                break
            better = self.factor.solve(rest)
            new = float(rest @ better)
            direction = better + (new / size) * direction
            size = new
            image = self._forward @ (self._theta * (self._back @ direction))
            curve = float(direction @ image)
            if not 0.0 < curve < np.inf or not np.isfinite(new):
                break
            y = y + (new / curve) * direction
            rest = rest - (new / curve) * image
            self.refinements += 1
        return y
