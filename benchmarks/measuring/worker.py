"""One solve in a process of its own: ``python worker.py JOB`` with the job as JSON.

Writes a row of figures as JSON lines, each more complete than the one before: after the instance is drawn,
when solving begins, and at the end. So the process that waits knows what was being done if it has to end this
one.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from families.catalogue import FAMILIES, with_instance
from families.instance import Instance
from peers.peer import OURS, Answer, Asked, NotHere, Task, solver_of

from commonweal.solve.certify import Check, check_solution
from measuring.row import APPROXIMATE, FAILS, VERIFIED, Job, Row, late

APPROXIMATELY = 1e-4  # as in the certificate of plans
ROWS = 1e-7  # rows and prices of a verified plan are off by this at most
GAP = 1e-8


def main() -> None:
    """Do one job."""
    job = Job.from_json(sys.argv[1])
    row = Row.of(job)
    start = time.perf_counter()
    instance = drawn(job)
    problem = instance.problem
    row = replace(
        row,
        build_s=time.perf_counter() - start,
        rows=problem.n_rows,
        columns=problem.n_columns,
        nonzeros=problem.n_nonzeros,
    )
    task = Task(problem, instance.marks, instance.upper)
    try:
        solved(job, row, task)
    except NotHere as reason:
        say(replace(row, verdict=str(reason)))


def solved(job: Job, row: Row, task: Task) -> None:
    """Solve, check, and say what came of it."""
    asked = Asked(job.told or job.accuracy, job.limit, job.threads, job.device)
    solve, version = solver_of(job.solver)
    row = replace(row, version=version)
    if job.solver.partition(":")[0] == OURS:
        row = replace(row, compile_s=first_call(job, task, asked))
    reset_memory()
    say(replace(row, claim="solving"))
    start, work = time.perf_counter(), time.process_time()
    answer = solve(task, asked)
    row = replace(
        row,
        solve_s=time.perf_counter() - start,
        processor_s=time.process_time() - work,
        peak_mib=peak_memory(),
    )
    say(judged(row, task, answer))


def drawn(job: Job) -> Instance:
    """The instance of a job."""
    if job.table:
        from families.world_real import real_world  # noqa: PLC0415 - loads what reads tables, which takes memory

        return real_world(Path(job.table), job.size)
    return with_instance(job.family, job.size, job.seed)


def first_call(job: Job, task: Task, asked: Asked) -> float:
    """Seconds that compiled code takes to be there."""
    from peers import ours  # noqa: PLC0415 - loads HiGHS, which must not meet OR-Tools

    tiny = with_instance(job.family, FAMILIES[job.family].tiny, job.seed)
    start = time.perf_counter()
    ours.first_call(job.solver.partition(":")[2], task, Task(tiny.problem, tiny.marks, tiny.upper), asked)
    return time.perf_counter() - start


def judged(row: Row, task: Task, answer: Answer) -> Row:
    """A row with an answer and what our certificate says of it."""
    row = replace(row, claim=answer.claim, iterations=answer.iterations, method=answer.method)
    problem = task.problem
    whole = len(answer.levels) == problem.n_columns and len(answer.prices) == problem.n_rows
    if not whole or not (np.isfinite(answer.levels).all() and np.isfinite(answer.prices).all()):
        return late(row) if row.solve_s >= row.limit else replace(row, verdict=f"no answer ({answer.claim})")
    check = check_solution(problem, answer.levels, answer.prices, task.upper)
    row = replace(
        row,
        objective=float(problem.cost @ answer.levels),
        primal=check.primal,
        dual=check.dual,
        gap=check.gap,
    )
    return replace(row, verdict=verdict(check, row.accuracy, claims=answer.claims_optimality, row=row))


def verdict(check: Check, accuracy: float, *, claims: bool, row: Row) -> str:
    """What an answer is worth.

    It has to be as accurate as asked; where it says it is optimal and isn't that accurate, it is told so.
    """
    if within(check, ROWS, GAP):
        return VERIFIED
    if within(check, max(accuracy, ROWS), accuracy) and accuracy <= APPROXIMATELY:
        return APPROXIMATE
    if claims:
        return FAILS
    if row.solve_s >= row.limit:
        return late(row).verdict
    return f"no answer as accurate as asked ({row.claim})"


def within(check: Check, rows: float, gap: float) -> bool:
    """Whether errors are at most so large."""
    return check.primal <= rows and check.dual <= rows and check.gap <= gap


def reset_memory() -> None:
    """Forget the peak of memory so far (Linux; elsewhere the peak is that of the whole process)."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5", encoding="ascii")


def peak_memory() -> float:
    """The peak of memory since it was last reset, with that of a solver's own process, MiB."""
    status = Path("/proc/self/status")
    text = status.read_text(encoding="ascii") if status.exists() else ""
    found = re.search(r"VmHWM:\s*(\d+) kB", text)
    own = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024.0


def say(row: Row) -> None:
    """Write a row for the process that waits."""
    print(row.as_json(), flush=True)


if __name__ == "__main__":
    main()
