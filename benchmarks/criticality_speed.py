"""How much faster a loss is planned from the plan in force than from nothing.

Run with ``python benchmarks/criticality_speed.py [PERIODS] [LOSSES] [COMPARED]``: makes the plan of
``syria`` for so many periods (13 by default), plans so many random single losses (200) again from it, and
the first few (2) of each way of planning again from nothing as well. Coverages of both are compared cell
by cell. Everything runs in this process, and times are processor times of one core, so that other work on
the machine does not count.
"""

from __future__ import annotations

import sys
import time

import numpy as np

import commonweal as cw
from commonweal.formulate.formulate import formulate
from commonweal.plan.certifying import problem_of
from commonweal.run.making import Asked, aims_for, balances_by_good
from commonweal.solve import remote
from commonweal.solve.again import Again, Redone
from commonweal.solve.aims import solve_aims
from commonweal.solve.bench import Limits
from commonweal.solve.standing import Standing, stand
from commonweal.solve.tightening import Tightening
from commonweal.sweep.losing import Losing
from commonweal.sweep.things import things_of


def from_nothing(standing: Standing, less: Tightening) -> tuple[np.ndarray, float, float]:
    """Coverages from nothing; seconds in all, and without the last aim and its tie-break."""
    problem = less.of(standing.problem)
    start = time.process_time()
    ones = np.ones(problem.n_columns)
    solution, solved, _ = solve_aims(problem, standing.aims, ones, Limits(), standing.groups)
    whole = time.process_time() - start
    share = solved[-1].seconds / sum(answer.seconds for answer in solved)  # of wall time
    return solution.levels[standing.cells], whole, whole * (1.0 - share)


def told(name: str, again: Redone, spent: float, compared: tuple[np.ndarray, float, float] | None) -> None:
    """One line a loss."""
    line = f"{name:48s} {again.how:10s} {spent:8.2f} s  {again.n_programs:3d} programs"
    if compared is not None:
        off = float(np.nanmax(np.abs(np.minimum(compared[0], 1.0) - again.coverage)))
        line += f"  from nothing {compared[1]:7.2f} s  coverages agree to {off:.0e}"
    print(line, flush=True)


def main() -> None:
    """Measure and print one table."""
    n_periods, n_losses, n_compared = (
        int(word) for word in (*sys.argv[1:], *("13", "200", "2")[len(sys.argv) - 1 :])
    )
    remote.IN_PROCESS = sys.maxsize
    economy = cw.read("syria")
    economy = economy.with_settings(calendar=economy.settings.calendar.shortened(n_periods))
    formulation = formulate(economy)
    aims = aims_for(formulation, Asked())
    start = time.process_time()
    standing = stand(problem_of(formulation.program), aims, Limits(), balances_by_good(formulation))
    base = time.process_time() - start
    losing = Losing(formulation, np.zeros(n_periods))
    things = things_of(formulation)
    order = np.random.default_rng(0).permutation(len(things))[:n_losses]
    seconds: dict[str, list[float]] = {}
    ratios: dict[str, list[tuple[float, float]]] = {}
    with Again(standing, Limits()) as again:
        for chosen in order:
            less = losing.of(things[chosen])
            start = time.process_time()
            redone = again.replan(less)
            spent = time.process_time() - start
            levels_spent = spent * (1.0 - redone.effort_seconds / max(redone.seconds, 1e-9))
            seconds.setdefault(redone.how, []).append(spent)
            enough = len(ratios.get(redone.how, [])) >= n_compared
            compared = None if enough else from_nothing(standing, less)
            told(f"{things[chosen].kind}: {things[chosen].name}", redone, spent, compared)
            if compared is not None:
                whole, levels = compared[1] / max(spent, 1e-3), compared[2] / max(levels_spent, 1e-3)
                ratios.setdefault(redone.how, []).append((whole, levels))
    every = np.concatenate([np.array(some) for some in seconds.values()])
    print(f"\nThe plan in force: {base:.1f} s; {len(things)} things that may be lost.")
    for how, some in seconds.items():
        print(f"{how:10s} {len(some):4d} losses, median {np.median(some):7.2f} s, longest {max(some):7.2f} s")
    quarters = ", ".join(f"{part:.2f}" for part in np.quantile(every, [0.25, 0.5, 0.75, 0.9, 1.0]))
    print(
        f"Seconds for one loss, at 25, 50, 75, 90 and 100 %: {quarters}; "
        f"all {len(every)}: {every.sum():.0f} s."
    )
    for how, some in ratios.items():
        whole, levels = np.median(some, axis=0)
        print(f"{how:10s} from nothing takes {whole:.1f} times as long, {levels:.1f} without the last aim")


if __name__ == "__main__":
    main()
