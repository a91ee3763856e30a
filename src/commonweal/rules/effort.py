"""Effort: what a plan uses up, made as small as can be once needs are met."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from commonweal.errors import ModelError
from commonweal.formulate.aims import SumAim
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.index import Index
from commonweal.formulate.program import Floats

__all__ = ["effort_aim", "effort_weights"]

_WORDS = ("labour", "cost", "outside")


def effort_aim(formulation: Formulation, effort: str | Mapping[str, float]) -> SumAim:
    """The least effort.

    Raises
    ------
    ModelError
        If the effort names nothing the economy has.
    """
    weights = effort_weights(formulation, effort)
    columns = np.flatnonzero(weights)
    name = effort if isinstance(effort, str) else " + ".join(f"{w:g} {word}" for word, w in effort.items())
    return SumAim(
        f"effort: {name}", _unit(formulation.index, effort), columns, weights[columns], maximise=False
    )


def effort_weights(formulation: Formulation, effort: str | Mapping[str, float]) -> Floats:
    """What one unit of each column counts as effort, shape (n_columns,).

    ``labour``: hours of all goods of kind labour that activities and routes use. ``cost``: what is
    paid in any currency. ``outside``: tonnes (units, for what has no mass) that come from an
    origin. A kind or a good: what is used of it, or put out if it is an emission.
    """
    if isinstance(effort, str):
        return _of_word(formulation, effort)
    weights = np.zeros(formulation.program.n_columns)
    for word, weight in effort.items():
        weights += weight * _of_word(formulation, word)
    return weights


def _of_word(formulation: Formulation, word: str) -> Floats:
    """Effort of one word."""
    if word == "outside":
        return _outside(formulation)
    goods = formulation.index.economy["goods"].sort("good")
    kind = "currency" if word == "cost" else word
    named = goods["good"].eq_missing(word) | goods["kind"].eq_missing(kind)
    chosen = np.flatnonzero(named.to_numpy())
    if not len(chosen):
        if word in _WORDS:  # an economy without labour or money has no such effort
            return np.zeros(formulation.program.n_columns)
        known = ", ".join([*_WORDS, *sorted(goods["good"].to_list())])
        raise ModelError(f"There is no effort '{word}': it is neither a good nor a kind. Known: {known}.")
    emits = goods["kind"].eq_missing("emission").to_numpy()
    return _used(formulation, chosen[~emits[chosen]]) + _put_out(formulation, chosen[emits[chosen]])


def _doing(formulation: Formulation) -> np.ndarray:
    """Whether a column does something (levels, routes, supplies, disposal): storing does not count."""
    families = ("level", "sent", "supplied", "disposed")
    doing = np.zeros(formulation.program.n_columns, dtype=bool)
    for name in families:
        doing[formulation.program.columns[name].positions] = True
    return doing


def _balance_terms(formulation: Formulation, goods: np.ndarray) -> tuple[np.ndarray, Floats]:
    """Column and coefficient of every term in the material balances of some goods."""
    rows = formulation.program.rows["material_balance"]
    wanted = rows.positions[np.isin(rows.codes[0], goods)]
    terms = formulation.program.matrix.tocsr()[wanted].tocoo()
    doing = _doing(formulation)[terms.col]
    return terms.col[doing], terms.data[doing]


def _used(formulation: Formulation, goods: np.ndarray) -> Floats:
    """What each column draws from the balances of some goods."""
    columns, values = _balance_terms(formulation, goods)
    n_columns = formulation.program.n_columns
    return np.bincount(columns, np.maximum(-values, 0.0), n_columns).astype(float)


def _put_out(formulation: Formulation, goods: np.ndarray) -> Floats:
    """What each column adds to the balances of some goods."""
    columns, values = _balance_terms(formulation, goods)
    n_columns = formulation.program.n_columns
    return np.bincount(columns, np.maximum(values, 0.0), n_columns).astype(float)


def _outside(formulation: Formulation) -> Floats:
    """Tonnes that come from an origin; units for goods without mass."""
    supplied, mass = formulation.supplied, formulation.index.mass
    outside = supplied.rows["origin"].is_not_null().to_numpy()[supplied.row]
    size = np.where(mass[supplied.good] > 0.0, mass[supplied.good], 1.0)
    weights = np.zeros(formulation.program.n_columns)
    weights[supplied.column] = np.where(outside, size, 0.0)
    return weights


def _unit(index: Index, effort: str | Mapping[str, float]) -> str:
    """The unit of an effort: that of its goods if they agree."""
    if not isinstance(effort, str):
        return "weighted sum"
    if effort == "outside":
        return "t"
    kind = "currency" if effort == "cost" else effort
    goods = index.economy["goods"].filter((pl.col("good") == effort) | (pl.col("kind") == kind))
    units = goods["unit"].unique().to_list()
    return str(units[0]) if len(units) == 1 else "units"
