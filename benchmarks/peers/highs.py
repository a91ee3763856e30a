"""HiGHS: both simplex methods, its interior point methods with and without crossover, and PDLP twice.

An accuracy becomes tolerances so that an answer passes our certificate, whose errors are scaled locally and
so are stricter than HiGHS's absolute ones: feasibility a hundredth of it, at least 1e-10, the smallest that
HiGHS takes; for interior points ``ipm_optimality_tolerance`` a tenth of it; for PDLP a tenth, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from typing import Any

import highspy
import numpy as np

from commonweal.solve.highs import model_of
from peers.peer import Answer, Asked, NotHere, Task

__all__ = [
    "dual_simplex",
    "hipdlp",
    "hipo",
    "hipo_crossover",
    "interior_point",
    "interior_point_crossover",
    "pdlp",
    "primal_simplex",
    "version",
]

SMALLEST = 1e-10  # the smallest tolerance that HiGHS takes
_PRIMAL = 4  # simplex_strategy


def version() -> str:
    """Version of HiGHS."""
    return version_of("highspy")


def _solve(options: dict[str, Any], task: Task, asked: Asked) -> Answer:
    """Solve with some options beside tolerances, limits and cores."""
    highs = highspy.Highs()
    fine, finer = max(asked.accuracy * 0.1, SMALLEST), max(asked.accuracy * 0.01, SMALLEST)
    common = {
        "output_flag": False,
        "threads": asked.threads,
        "time_limit": asked.seconds,
        "primal_feasibility_tolerance": finer,
        "dual_feasibility_tolerance": finer,
        "ipm_optimality_tolerance": fine,
        "pdlp_optimality_tolerance": fine,
    }
    for name, value in {**common, **options}.items():
        if highs.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise NotHere(f"HiGHS {version()} has no option {name} = {value}")
    highs.passModel(model_of(task.problem))
    status = highs.run()
    claim = highs.modelStatusToString(highs.getModelStatus()).lower()
    if status == highspy.HighsStatus.kError:
        claim = f"error ({claim})"
    found, info = highs.getSolution(), highs.getInfo()
    counts = (
        info.simplex_iteration_count,
        info.ipm_iteration_count,
        info.crossover_iteration_count,
        info.pdlp_iteration_count,
    )
    return Answer(
        levels=np.asarray(found.col_value) if found.value_valid else np.zeros(0),
        prices=np.asarray(found.row_dual) if found.dual_valid else np.zeros(0),
        claim=claim,
        iterations=sum(max(count, 0) for count in counts),
    )


def _solve_with_hipo(options: dict[str, Any], task: Task, asked: Asked) -> Answer:
    """HiPO, which lives in a package of its own.

    Without that package HiGHS answers ``run`` with an error and still solves, by another method: such an
    answer would be measured under a wrong name.
    """
    try:
        version_of("highspy-extras")
    except PackageNotFoundError as error:
        raise NotHere("HiPO is not there: it needs highspy[extras]") from error
    answer = _solve(options, task, asked)
    if answer.claim.startswith("error"):
        raise NotHere("HiPO answered with an error, and another method solved")
    return answer


Solver = Callable[[Task, Asked], Answer]

dual_simplex: Solver = partial(_solve, {"solver": "simplex"})
primal_simplex: Solver = partial(_solve, {"solver": "simplex", "simplex_strategy": _PRIMAL})
interior_point: Solver = partial(_solve, {"solver": "ipx", "run_crossover": "off"})
interior_point_crossover: Solver = partial(_solve, {"solver": "ipx", "run_crossover": "on"})
hipo: Solver = partial(_solve_with_hipo, {"solver": "hipo", "run_crossover": "off"})
hipo_crossover: Solver = partial(_solve_with_hipo, {"solver": "hipo", "run_crossover": "on"})
pdlp: Solver = partial(_solve, {"solver": "pdlp"})
hipdlp: Solver = partial(_solve, {"solver": "hipdlp"})
