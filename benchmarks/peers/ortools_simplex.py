"""Simplex methods that come with OR-Tools: GLOP, its own, and CLP of COIN-OR.

An accuracy becomes GLOP's primal and dual tolerances (a hundredth of it, at least 1e-10) and those of CLP.
"""

from __future__ import annotations

from importlib.metadata import version as version_of

import numpy as np
from ortools.linear_solver import linear_solver_pb2, pywraplp
from ortools.pdlp.python.pdlp import qp_to_mpmodel_proto

from peers.ortools_pdlp import program_of
from peers.peer import Answer, Asked, NotHere, Task

__all__ = ["clp", "glop", "version"]

SMALLEST = 1e-10


def version() -> str:
    """Version of OR-Tools."""
    return version_of("ortools")


def glop(task: Task, asked: Asked) -> Answer:
    """GLOP, as it chooses by itself."""
    tolerance = max(0.01 * asked.accuracy, SMALLEST)
    wishes = (
        f"primal_feasibility_tolerance: {tolerance} dual_feasibility_tolerance: {tolerance} "
        f"solution_feasibility_tolerance: {asked.accuracy}"
    )
    return _solve("GLOP", task, asked, wishes)


def clp(task: Task, asked: Asked) -> Answer:
    """CLP, as it chooses by itself."""
    return _solve("CLP", task, asked, "")


def _solve(name: str, task: Task, asked: Asked, wishes: str) -> Answer:
    """Solve with one of the solvers that OR-Tools wraps."""
    solver = pywraplp.Solver.CreateSolver(name)
    if solver is None:
        raise NotHere(f"these OR-Tools come without {name}")
    solver.LoadModelFromProto(qp_to_mpmodel_proto(program_of(task)))
    solver.SetTimeLimit(int(asked.seconds * 1000.0))
    if wishes and not solver.SetSolverSpecificParametersAsString(wishes):
        raise NotHere(f"{name} refused its parameters: {wishes}")
    parameters = pywraplp.MPSolverParameters()
    tolerance = max(0.01 * asked.accuracy, SMALLEST)
    if not wishes:
        parameters.SetDoubleParam(parameters.PRIMAL_TOLERANCE, tolerance)
        parameters.SetDoubleParam(parameters.DUAL_TOLERANCE, tolerance)
    status = solver.Solve(parameters)
    words = {
        pywraplp.Solver.OPTIMAL: "optimal",
        pywraplp.Solver.FEASIBLE: "feasible",
        pywraplp.Solver.INFEASIBLE: "infeasible",
        pywraplp.Solver.UNBOUNDED: "unbounded",
        pywraplp.Solver.NOT_SOLVED: "limit",
    }
    response = linear_solver_pb2.MPSolutionResponse()
    solver.FillSolutionResponseProto(response)
    return Answer(
        levels=np.array(response.variable_value),
        prices=np.array(response.dual_value),
        claim=words.get(status, "abnormal"),
        iterations=int(solver.iterations()) if status == pywraplp.Solver.OPTIMAL else 0,
    )
