"""Family W on a real world table (WIOD 2011 in the plain layout ``symmetric``), in two forms.

``pooled`` makes the form of ``families.world`` straight from the table: inputs and what households buy are
added up over origins, value added counts as labour (persons: the inhabitants who work, spread by value added
within a region). ``built`` is the program that ``commonweal plan`` makes of the table, built with
``sourcing = free`` and formulated, with every coverage and floor held at 1 and the effort as its cost.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from commonweal.building.build import build_economy
from commonweal.building.options import BuildOptions
from commonweal.classify.people import people_of
from commonweal.formulate.formulate import formulate
from commonweal.importing.reading import read_table
from commonweal.inputoutput.tables import SupplyUse
from commonweal.run.making import Asked, aims_for
from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.marks import Marks
from commonweal.solve.problem import SMALLEST, Problem
from families.instance import Instance
from families.world import ROOM, pooled_origins

__all__ = ["FORMS", "real_world"]

FORMS = ("pooled", "built")
_NONE = np.zeros(0, np.int64)


def real_world(folder: Path, form: str) -> Instance:
    """The world of a table as one problem.

    Parameters
    ----------
    folder
        Of a table in the layout ``symmetric``.
    form
        One of ``FORMS``.
    """
    table = read_table("symmetric", folder)
    table = replace(table, people=people_of(table.regions, table.provenance.year))
    problem, marks, upper = (_pooled if form == "pooled" else _built)(table)
    return Instance("W", form, 0, problem, marks, _NONE, upper)


def _pooled(table: SupplyUse) -> tuple[Problem, Marks, np.ndarray]:
    """The form of ``families.world``; rows and columns of the table are by region, then product."""
    regions = table.regions
    shape = (len(regions), len(table.products) // len(regions))
    output = table.industry_output.reshape(shape)
    use = table.use.reshape(*shape, len(table.industries)).sum(axis=0)
    making = np.where(output > 0.0, output, 1.0)
    inputs = use.reshape(shape[1], *shape).transpose(1, 0, 2) / making[:, None, :]
    inputs[inputs < SMALLEST] = 0.0
    demand = np.zeros(shape)
    bought = np.maximum(table.final_demand, 0.0).reshape(*shape, len(table.final)).sum(axis=0)
    for number, (region, kind) in enumerate(zip(table.final.regions, table.final_kinds, strict=True)):
        if kind == "household":
            demand[regions.index(region)] += bought[:, number]
    added = np.maximum(table.value_added.by_industry.sum(axis=0), 0.0).reshape(shape)
    working = BuildOptions().employed * np.array([table.people[region] for region in regions])
    labour = added * (working / added.sum(axis=1))[:, None] / making
    return pooled_origins(inputs, labour, demand, ROOM * output)


def _built(table: SupplyUse) -> tuple[Problem, Marks, np.ndarray]:
    """The program of a plan, its aims before the effort held at their best."""
    formulation = formulate(build_economy(table, BuildOptions(sourcing="free")).economy)
    program = formulation.program
    *before, effort = aims_for(formulation, Asked())
    lower, cost = program.column_lower.copy(), np.zeros(program.n_columns)
    for aim in before:
        lower[aim.columns] = program.column_upper[aim.columns]
    np.add.at(cost, effort.columns, effort.weights)
    matrix = sp.csc_array(program.matrix)
    problem = Problem(matrix, cost, program.row_lower, program.row_upper, lower, program.column_upper)
    marks = Marks.of(program.rows)
    return problem, marks, implied_upper_bounds(problem, marks.good)
