"""cuPDLPx: restarted Halpern iterations on an NVIDIA GPU (Lu, Peng, Yang 2025).

It is built from its sources when it is installed, which takes the compiler of CUDA, so it is in no extra:
where there is a GPU, ``pip install cupdlpx``. An accuracy becomes its tolerances of gap and feasibility,
which are relative to norms of the whole problem.
"""

from __future__ import annotations

from importlib.metadata import version as version_of

import cupdlpx as solver
import numpy as np
import scipy.sparse as sp

from peers.peer import Answer, Asked, Task

__all__ = ["on_gpu", "version"]


def version() -> str:
    """Version of cuPDLPx."""
    return version_of("cupdlpx")


def on_gpu(task: Task, asked: Asked) -> Answer:
    """Solve; its prices have the signs of ours."""
    problem = task.problem
    model = solver.Model(
        objective_vector=problem.cost,
        constraint_matrix=sp.csr_matrix(problem.matrix),
        constraint_lower_bound=problem.row_lower,
        constraint_upper_bound=problem.row_upper,
        variable_lower_bound=problem.column_lower,
        variable_upper_bound=problem.column_upper,
    )
    tolerances = {"OptimalityTol": asked.accuracy, "FeasibilityTol": asked.accuracy}
    model.setParams(OutputFlag=False, TimeLimit=asked.seconds, **tolerances)
    model.optimize()
    levels = np.zeros(problem.n_columns) if model.X is None else np.asarray(model.X)
    prices = np.zeros(problem.n_rows) if model.Pi is None else np.asarray(model.Pi)
    claim = str(model.Status).lower()
    return Answer(levels, prices, claim, int(model.IterCount))
