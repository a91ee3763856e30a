"""From a program and its aims to a plan with its certificate."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version

import numpy as np
import polars as pl

from commonweal.errors import NoPlan
from commonweal.formulate.aims import Aim
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers, LinearProgram
from commonweal.model import Rule
from commonweal.plan.audit import audit
from commonweal.plan.certificate import Certificate
from commonweal.plan.certifying import certify_aims
from commonweal.plan.levels import plan_levels
from commonweal.plan.plan import AimResult, Plan
from commonweal.plan.prices import binding_table, price_table
from commonweal.plan.tables import plan_tables
from commonweal.rules.rules import aims_of
from commonweal.solve.aims import AimSolution, solve_aims
from commonweal.solve.bench import Limits
from commonweal.solve.certify import check_solution
from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem
from commonweal.solve.rounding import without_rounding

__all__ = ["Asked", "aims_for", "balances_by_good", "made_plan", "solved_aims", "tie_break"]

_NEAR = 1e-6  # gap up to which a plan counts as the nearest (conventions §8)
_KEEPING = 0.25  # keeping through all periods counts this, up to twice; throwing away counts 1


@dataclass(frozen=True)
class Asked:
    """What a plan should be like, and what making it may use; as for ``plan``."""

    rule: Rule | None = None
    effort: str | Mapping[str, float] | None = None
    resolution: float | None = None
    limits: Limits = field(default_factory=Limits)


def aims_for(formulation: Formulation, asked: Asked) -> tuple[Aim, ...]:
    """The aims asked for, with the economy's defaults."""
    defaults = formulation.index.economy.settings
    chosen = asked.effort if asked.effort is not None else defaults.effort
    return aims_of(formulation, asked.rule or defaults.rule, chosen, asked.resolution)


def solved_aims(
    formulation: Formulation, problem: Problem, aims: Sequence[Aim], limits: Limits
) -> tuple[Floats, tuple[AimSolution, ...], Floats]:
    """Levels, solved aims, and bounds that hold anyway."""
    solution, solved, upper = solve_aims(
        problem,
        aims,
        tie_break(formulation.program),
        limits,
        balances_by_good(formulation),
        Marks.of(formulation.program.rows),
    )
    return solution.levels, solved, upper


def made_plan(
    formulation: Formulation,
    problem: Problem,
    aims: Sequence[Aim],
    asked: Asked,
    *,
    nearness: Aim | None = None,
    could: Floats | None = None,
    scenario: str = "",
    further: Mapping[str, str] | None = None,
) -> Plan:
    """The plan that reaches the aims one after another.

    Parameters
    ----------
    formulation
        The program, and what its columns stand for.
    problem
        The program as it is to be solved: bounds may be narrower.
    aims
        In their order; the last is the effort.
    nearness
        An aim after the effort, which picks among plans that are equally good.
    could : shape (n_columns,)
        How large columns could be if nothing were fixed, where something is: what rounding is
        measured by.
    scenario
        Name of what was made to happen.
    further
        Options that shaped the plan besides those asked for.

    Raises
    ------
    NoPlan
        If the answer did not stand up to checking.
    """
    economy = formulation.index.economy
    every = (*aims, nearness) if nearness is not None else tuple(aims)
    levels, solved, upper = solved_aims(formulation, problem, every, asked.limits)
    levels = without_rounding(problem, levels, upper if could is None else could)
    tables = plan_tables(formulation, levels)
    told = solved[:-1] if nearness is not None else solved
    certificate = _certified(formulation, tables, levels, told, (upper, could))
    if nearness is not None:
        certificate = _with_nearness(certificate, solved[-1], upper)
    if certificate.quality == "none":
        raise NoPlan(f"The solver's answer did not stand up to checking. {certificate.sentence}")
    rule = asked.rule or economy.settings.rule
    effort = aims[-1].name.removeprefix("effort: ")
    return Plan(
        economy=economy,
        rule=rule,
        effort=effort,
        tables=tables
        | {"binding": binding_table(formulation, told, levels), "prices": price_table(formulation, told)},
        aims=tuple(_result(answer) for answer in told),
        certificate=certificate,
        options=_options(rule, effort, asked, scenario) | dict(further or {}),
        size=(formulation.program.n_rows, formulation.program.n_columns, formulation.program.n_nonzeros),
        scenario=scenario,
        levels=plan_levels(formulation.program, levels),
    )


def _certified(
    formulation: Formulation,
    tables: Mapping[str, pl.DataFrame],
    levels: Floats,
    solved: Sequence[AimSolution],
    bounds: tuple[Floats, Floats | None],
) -> Certificate:
    """Recompute everything: balances from the tables, proofs from the arrays."""
    recomputed = audit(formulation.index.economy, tables)
    errors = certify_aims(formulation.program, levels, solved, bounds[0], bounds[1])
    return Certificate(
        tables=recomputed.error,
        primal=errors.primal,
        dual=errors.dual,
        gap=errors.gap,
        cells=errors.cells,
        aims=errors.aims,
        worst=(
            *errors.worst,
            *(f"{line.what}, {line.where}: off by {line.off:.1e}." for line in recomputed.worst[:2]),
        )
        if recomputed.error > 0.0
        else errors.worst,
    )


def _with_nearness(certificate: Certificate, answer: AimSolution, upper: Floats) -> Certificate:
    """The certificate, less good where a plan is not as near to the one before as it could be.

    A hair of coverage may be worth much nearness, and coverage is held to a hair: so this is asked for less
    sharply than what people get.
    """
    check = check_solution(answer.problem, answer.optimum, answer.solution_prices, upper)
    gap = check.gap if check.gap > _NEAR else 0.0
    return replace(certificate, gap=max(certificate.gap, gap), dual=max(certificate.dual, check.dual))


def _result(answer: AimSolution) -> AimResult:
    """What is reported of an aim."""
    return AimResult(
        answer.aim.name, answer.aim.unit, answer.value, answer.levels, answer.n_programs, answer.seconds
    )


def _options(rule: str, effort: str, asked: Asked, scenario: str) -> dict[str, str]:
    """What shaped the plan, for its hash."""
    return {
        "rule": rule,
        "effort": effort,
        "resolution": "exact" if asked.resolution is None else f"{asked.resolution:g}",
        "solver": asked.limits.solver,
        "version": version("commonweal"),
    } | ({"scenario": scenario} if scenario else {})


def tie_break(program: LinearProgram) -> Floats:
    """A fixed cost that picks one of all equally good plans, shape (n_columns,).

    Each column's use counts between 1 and 2 times its typical size, by a hash of its label, so
    the same economy always gives the same plan whatever the solver and the order of rows. Shares
    of needs and floors, what nearness is measured by, and equipment, which follows from what is built,
    don't count. Keeping in store counts a
    little, so that nothing is fetched long before there is a use for it; yet so little that nothing
    is thrown away, or handed out beyond need, to spare its keeping: nobody knows what it will be
    good for.
    """
    sizes = np.zeros(program.n_columns)
    entries = program.matrix.tocoo()
    np.maximum.at(sizes, entries.col, np.abs(entries.data))
    for family in program.columns.families:
        if family.name in {"coverage", "less", "equipment"} or family.name.endswith("_kept"):
            sizes[family.positions] = 0.0
        elif family.name == "stock" and family.size:
            periods = family.codes[family.dimensions.index("period")]
            sizes[family.positions] *= _KEEPING / len(np.unique(periods))
    weights = np.array(
        [
            1.0 + zlib.crc32(program.columns.label(column).encode()) / 2**32
            for column in range(program.n_columns)
        ]
    )
    return weights * sizes + _thrown_away(program)


def _thrown_away(program: LinearProgram) -> Floats:
    """What is left over in the balances of goods with a store, as a cost of columns, shape (n_columns,)."""
    stores = [family.positions for family in program.columns.families if family.name == "stock"]
    matrix = program.matrix.tocsc()
    kept = matrix[:, np.concatenate([np.zeros(0, np.int64), *stores])]
    balances = np.zeros(program.n_rows)
    balances[np.unique(kept.indices[kept.data < 0.0])] = 1.0
    waste: Floats = matrix.T @ balances
    return waste


def balances_by_good(formulation: Formulation) -> Integers:
    """For each row, the good whose balance it is, or −1, shape (n_rows,)."""
    groups = np.full(formulation.program.n_rows, -1, dtype=np.int64)
    balances = formulation.program.rows["material_balance"]
    groups[balances.positions] = balances.codes[0]
    return groups
