"""OR-Tools' PDLP: restarted primal–dual hybrid gradients (Applegate et al. 2021), as its authors wrote it.

It is asked through ``ortools.pdlp``, which takes arrays as they are. An accuracy becomes the relative
tolerance of all three criteria (a tenth of it) in the largest-component norm, with no absolute one: its own
default is the Euclidean norm, in which a large error in one row of many is not seen. Presolve by GLOP stays
off, as is its default.
"""

from __future__ import annotations

from functools import partial
from importlib.metadata import version as version_of

import numpy as np
import scipy.sparse as sp
from ortools.pdlp import solve_log_pb2, solvers_pb2
from ortools.pdlp.python import pdlp as engine

from peers.peer import Answer, Asked, Task

__all__ = ["pdlp", "pdlp_polishing", "program_of", "version"]


def version() -> str:
    """Version of OR-Tools."""
    return version_of("ortools")


def _solve(polishing: bool, task: Task, asked: Asked) -> Answer:
    """Solve, with feasibility polishing or without."""
    result = engine.primal_dual_hybrid_gradient(program_of(task), _parameters(polishing, asked))
    reason = result.solve_log.termination_reason
    word = solve_log_pb2.TerminationReason.Name(reason).removeprefix("TERMINATION_REASON_").lower()
    return Answer(
        levels=np.asarray(result.primal_solution),
        prices=np.asarray(result.dual_solution),
        claim=word.replace("_", " "),
        iterations=int(result.solve_log.iteration_count),
    )


def program_of(task: Task) -> engine.QuadraticProgram:
    """The problem as PDLP takes it."""
    problem, program = task.problem, engine.QuadraticProgram()
    program.objective_vector = problem.cost
    program.constraint_matrix = sp.csc_matrix(problem.matrix)
    program.constraint_lower_bounds = problem.row_lower
    program.constraint_upper_bounds = problem.row_upper
    program.variable_lower_bounds = problem.column_lower
    program.variable_upper_bounds = problem.column_upper
    return program


def _parameters(polishing: bool, asked: Asked) -> solvers_pb2.PrimalDualHybridGradientParams:
    """Tolerances, limits and cores."""
    parameters = solvers_pb2.PrimalDualHybridGradientParams()
    parameters.num_threads = asked.threads
    parameters.num_shards = 4 * asked.threads
    if polishing:
        parameters.use_feasibility_polishing = True
        parameters.handle_some_primal_gradients_on_finite_bounds_as_residuals = False
    criteria = parameters.termination_criteria
    criteria.time_sec_limit = asked.seconds
    criteria.optimality_norm = solvers_pb2.OptimalityNorm.OPTIMALITY_NORM_L_INF
    for quantity in ("primal_residual", "dual_residual", "objective_gap"):
        setattr(criteria.detailed_optimality_criteria, f"eps_optimal_{quantity}_absolute", 0.0)
        setattr(
            criteria.detailed_optimality_criteria, f"eps_optimal_{quantity}_relative", 0.1 * asked.accuracy
        )
    return parameters


pdlp = partial(_solve, False)
pdlp_polishing = partial(_solve, True)
