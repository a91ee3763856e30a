"""The values of a program's columns by their names: what a plan did, to the last digit.

The tables of a plan leave out what is next to nothing; whoever goes on from a plan needs all of it.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from commonweal.formulate.program import Floats, LinearProgram

__all__ = ["FOLLOWING", "plan_levels"]

FOLLOWING = frozenset({"coverage", "less"})
"""Families of columns that follow from the others, besides the shares kept of floors."""


def plan_levels(program: LinearProgram, levels: Floats) -> pl.DataFrame:
    """Every column that is not 0, with its family and the names of its dimensions.

    Parameters
    ----------
    levels : shape (n_columns,)

    Returns
    -------
    Columns ``family``, ``value`` and every dimension of any family; null where a family lacks it.
    """
    parts = [pl.DataFrame(schema={"family": pl.String, "value": pl.Float64})]
    for family in program.columns.families:
        if family.name in FOLLOWING or family.name.endswith("_kept"):
            continue
        frame = family.frame()
        value = np.maximum(levels[frame["position"].to_numpy()], 0.0)
        frame = frame.drop("position").with_columns(family=pl.lit(family.name), value=pl.Series(value))
        parts.append(frame.filter(pl.col("value") > 0.0))
    return pl.concat(parts, how="diagonal")
