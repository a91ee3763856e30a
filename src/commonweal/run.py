"""The one place that chains the stages: an economy in, a proven plan out."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version

import numpy as np

from commonweal.errors import NoPlan
from commonweal.formulate.aims import Aim
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Floats, Integers, LinearProgram
from commonweal.model import Economy, Rule
from commonweal.plan.audit import audit
from commonweal.plan.certificate import Certificate
from commonweal.plan.certifying import certify_aims, problem_of
from commonweal.plan.plan import AimResult, Plan
from commonweal.plan.price_range import PriceRange, balance_row, largest_flow, shifted
from commonweal.plan.prices import binding_table, price_table
from commonweal.plan.tables import plan_tables
from commonweal.rules.rules import aims_of
from commonweal.solve.aims import AimSolution, solve_aims
from commonweal.solve.bench import Limits
from commonweal.solve.problem import Problem

__all__ = ["plan", "price_range"]

_STEP = 1e-4  # share of what comes or goes somewhere that a price is tried with


def plan(
    economy: Economy,
    *,
    rule: Rule | None = None,
    effort: str | Mapping[str, float] | None = None,
    resolution: float | None = None,
    limits: Limits | None = None,
) -> Plan:
    """Plan an economy: needs in their order of urgency, as evenly as the rule says, least effort.

    Parameters
    ----------
    economy
        A checked economy, as ``commonweal.read`` gives it.
    rule
        ``leximin``, ``total``, ``equal`` or ``money``; by default the economy's.
    effort
        What is made least once needs are met: ``labour``, ``cost``, ``outside``, a good, a kind of
        good, or weights of those; by default the economy's.
    resolution
        Raise coverage in steps of this size instead of exactly (rule ``leximin`` only): quicker,
        and nobody gives up more than this for the gain of others.
    limits
        Time, cores, a cancel token and who is told of progress.

    Returns
    -------
    Plan
        With its certificate; look at ``plan.certificate.quality``.

    Raises
    ------
    ModelError
        If the economy has no such rule or effort.
    NoPlan
        If no plan was found that can be trusted.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> cw.plan(cw.read("village")).certificate.quality
    'verified'
    """
    formulation = formulate(economy)
    aims = _aims(formulation, rule, effort, resolution)
    levels, solved, upper = _solve(formulation, problem_of(formulation.program), aims, limits)
    tables = plan_tables(formulation, levels)
    certificate = _certify(formulation, economy, tables, levels, solved, upper)
    if certificate.quality == "none":
        raise NoPlan(f"The solver's answer did not stand up to checking. {certificate.sentence}")
    tables |= {
        "binding": binding_table(formulation, solved, levels),
        "prices": price_table(formulation, solved),
    }
    return Plan(
        economy=economy,
        rule=rule or economy.settings.rule,
        effort=aims[-1].name.removeprefix("effort: "),
        tables=tables,
        aims=_results(solved),
        certificate=certificate,
        options=_options(rule or economy.settings.rule, aims[-1].name, resolution),
        size=(formulation.program.n_rows, formulation.program.n_columns, formulation.program.n_nonzeros),
    )


def price_range(
    economy: Economy,
    good: str,
    place: str,
    period: str,
    *,
    rule: Rule | None = None,
    effort: str | Mapping[str, float] | None = None,
    amount: float | None = None,
    limits: Limits | None = None,
) -> PriceRange:
    """What one more, and one less, of a good somewhere would change, aim by aim, re-solved.

    Prices of a plan are valid for small changes in one direction only: with coverage at its best,
    one unit less of a scarce good may be impossible. Here the plan is made twice more.

    Parameters
    ----------
    economy, rule, effort, limits
        As for ``plan``.
    good, place, period
        Where the good is more or less; ``place`` is blank for a pooled good.
    amount
        How much more and less, in the unit of the good; by default a ten-thousandth of what
        comes or goes there.

    Raises
    ------
    ModelError
        If the good can't be at that place in that period.
    """
    formulation = formulate(economy)
    aims = _aims(formulation, rule, effort, None)
    problem = problem_of(formulation.program)
    row = balance_row(formulation.program, good, place, period)
    levels, before, _ = _solve(formulation, problem, aims, limits)
    step = amount or _STEP * largest_flow(problem, row, levels)
    changes = []
    for sign in (1.0, -1.0):
        _, after, _ = _solve(formulation, shifted(problem, row, sign * step), aims, limits)
        changes.append(
            {new.aim.name: (new.value - old.value) / step for new, old in zip(after, before, strict=True)}
        )
    return PriceRange(good, place, period, step, *changes)


def _aims(
    formulation: Formulation,
    rule: Rule | None,
    effort: str | Mapping[str, float] | None,
    resolution: float | None,
) -> tuple[Aim, ...]:
    """The aims asked for, with the economy's defaults."""
    defaults = formulation.index.economy.settings
    chosen = effort if effort is not None else defaults.effort
    return aims_of(formulation, rule or defaults.rule, chosen, resolution)


def _solve(
    formulation: Formulation, problem: Problem, aims: Sequence[Aim], limits: Limits | None
) -> tuple[Floats, tuple[AimSolution, ...], Floats]:
    """Levels, solved aims, and bounds that hold anyway."""
    solution, solved, upper = solve_aims(
        problem, aims, _tie_break(formulation.program), limits or Limits(), _balances_by_good(formulation)
    )
    return solution.levels, solved, upper


def _certify(
    formulation: Formulation,
    economy: Economy,
    tables: Mapping[str, object],
    levels: Floats,
    solved: Sequence[AimSolution],
    upper: Floats,
) -> Certificate:
    """Recompute everything: balances from the tables, proofs from the arrays."""
    recomputed = audit(economy, tables)  # type: ignore[arg-type]
    errors = certify_aims(formulation.program, levels, solved, upper)
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


def _results(solved: Sequence[AimSolution]) -> tuple[AimResult, ...]:
    """What is reported of each aim."""
    return tuple(
        AimResult(
            answer.aim.name, answer.aim.unit, answer.value, answer.levels, answer.n_programs, answer.seconds
        )
        for answer in solved
    )


def _options(rule: str, effort: str, resolution: float | None) -> dict[str, str]:
    """What shaped the plan, for its hash."""
    return {
        "rule": rule,
        "effort": effort.removeprefix("effort: "),
        "resolution": "exact" if resolution is None else f"{resolution:g}",
        "solver": "highs",
        "version": version("commonweal"),
    }


def _tie_break(program: LinearProgram) -> Floats:
    """A fixed cost that picks one of all equally good plans, shape (n_columns,).

    Each column's use counts between 1 and 2 times its typical size, by a hash of its label, so
    the same economy always gives the same plan whatever the solver and the order of rows.
    """
    sizes = np.zeros(program.n_columns)
    entries = program.matrix.tocoo()
    np.maximum.at(sizes, entries.col, np.abs(entries.data))
    for family in program.columns.families:
        if family.name == "coverage" or family.name.endswith("_kept"):
            sizes[family.positions] = 0.0
    weights = np.array(
        [
            1.0 + zlib.crc32(program.columns.label(column).encode()) / 2**32
            for column in range(program.n_columns)
        ]
    )
    return weights * sizes


def _balances_by_good(formulation: Formulation) -> Integers:
    """For each row, the good whose balance it is, or −1, shape (n_rows,)."""
    groups = np.full(formulation.program.n_rows, -1, dtype=np.int64)
    balances = formulation.program.rows["material_balance"]
    groups[balances.positions] = balances.codes[0]
    return groups
