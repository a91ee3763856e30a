"""What breaks first: every thing taken away alone, then the telling pairs, each planned again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version

import numpy as np

from commonweal.errors import ModelError
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.model import Economy, Rule
from commonweal.model.changes import Scenario
from commonweal.plan.certificate import Certificate
from commonweal.plan.certifying import problem_of
from commonweal.plan.plan import Plan
from commonweal.run.making import Asked, aims_for, balances_by_good
from commonweal.scenario import apply
from commonweal.solve.again import Redone
from commonweal.solve.bench import Limits
from commonweal.solve.standing import Standing, stand
from commonweal.sweep.ledger import Ledger, Memory
from commonweal.sweep.losing import Losing
from commonweal.sweep.measures import Effect, Measure
from commonweal.sweep.outage import Outage
from commonweal.sweep.pairs import chosen_pairs
from commonweal.sweep.processes import replans
from commonweal.sweep.results import Criticality, Loss, Screened
from commonweal.sweep.things import KINDS, Thing, things_of

__all__ = ["Told", "criticality"]

_UNUSED = 1e-9  # a level this small, against its typical amount, is none


@dataclass(frozen=True)
class Told:
    """How far a sweep is.

    Attributes
    ----------
    done, of
        Losses that are known, and all that are asked for at this stage.
    last
        The loss that was found last.
    """

    done: int
    of: int
    last: Loss


def criticality(
    plan: Plan | Economy,
    *,
    scenario: str | Scenario | None = None,
    of: Sequence[str] = KINDS,
    outage: Outage | None = None,
    pairs: int = 0,
    processes: int = 1,
    ledger: Ledger | None = None,
    rule: Rule | None = None,
    effort: str | Mapping[str, float] | None = None,
    limits: Limits | None = None,
    told: Callable[[Told], None] | None = None,
) -> Criticality:
    """What breaks first: what the loss of each thing alone, and of telling pairs, would do.

    The plan in force is made anew from the economy, with its proofs at hand; each loss is then
    planned again from it. A plan knows of its loss from the first day of the calendar.

    Parameters
    ----------
    plan
        An economy, or a plan, whose economy, rule and effort count.
    scenario
        What happens to the economy besides; all of it is foreseen.
    of
        Kinds of things: ``routes``, ``supplies``, ``suppliers``, ``places``, ``activities``.
    outage
        How long things are gone, and how they come back; by default throughout the calendar.
    pairs
        The most pairs to plan again; the most telling ones are.
    processes
        Processes of this machine.
    ledger
        Where results are kept; those of the same question found there are taken over.
    rule, effort
        As for ``commonweal.plan``.
    limits
        Time and cores of each re-plan; its cancel token ends the sweep.
    told
        Told of every loss found.

    Raises
    ------
    ModelError
        If there is no such kind, scenario, rule or effort, or the outage misses the calendar.
    NoPlan
        If there is no plan in force that can be trusted.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> found = cw.criticality(cw.read("village"), of=["routes"])
    >>> found.singles[0].name
    'high-road'
    """
    economy, asked = _asked(plan, rule, effort, limits or Limits())
    if pairs < 0:
        raise ModelError(f"The number of pairs can't be {pairs}.")
    if scenario is not None:
        economy = apply(economy, scenario).economy
    sweep = _Sweep.of(economy, asked, outage or Outage(), tuple(of), ledger or Memory(), processes)
    singles = sweep.losses([(thing,) for thing in sweep.things], told)
    both, screened = sweep.pairs(singles, pairs, told) if pairs else ((), None)
    return Criticality(
        economy=economy,
        tiers=sweep.measure.tiers,
        singles=tuple(sorted(singles, key=lambda loss: loss.rank)),
        pairs=tuple(sorted(both, key=lambda loss: loss.rank)),
        screened=screened,
        effort=sweep.standing.effort,
        effort_unit=sweep.standing.last.unit,
        base_seconds=sweep.standing.seconds,
        resumed=sweep.resumed,
    )


def _asked(
    plan: Plan | Economy, rule: Rule | None, effort: str | Mapping[str, float] | None, limits: Limits
) -> tuple[Economy, Asked]:
    """The economy, and how it is to be planned."""
    if isinstance(plan, Economy):
        return plan, Asked(rule, effort, None, limits)
    return plan.economy, Asked(rule or plan.rule, effort or plan.effort, None, limits)  # type: ignore[arg-type]


@dataclass
class _Sweep:
    """One sweep: the plan in force, what may be lost, and how losses are measured and kept."""

    formulation: Formulation
    standing: Standing
    things: tuple[Thing, ...]
    losing: Losing
    measure: Measure
    ledger: Ledger
    question: str
    limits: Limits
    processes: int
    resumed: int = 0

    @classmethod
    def of(
        cls,
        economy: Economy,
        asked: Asked,
        outage: Outage,
        kinds: Sequence[str],
        ledger: Ledger,
        processes: int,
    ) -> _Sweep:
        """Make the plan in force and get ready."""
        calendar = economy.settings.calendar
        shares = outage.shares(calendar)
        formulation = formulate(economy)
        things = things_of(formulation, kinds)
        aims = aims_for(formulation, asked)
        standing = stand(problem_of(formulation.program), aims, asked.limits, balances_by_good(formulation))
        question = json.dumps(
            [economy.hash, version("commonweal"), [aim.name for aim in aims], shares.tolist()], sort_keys=True
        )
        return cls(
            formulation, standing, things, Losing(formulation, shares),
            Measure(formulation, standing.cells, outage.first_day(calendar)), ledger, question,
            replace(asked.limits, progress=None), processes,
        )  # fmt: skip

    def losses(self, asked: Sequence[tuple[Thing, ...]], told: Callable[[Told], None] | None) -> list[Loss]:
        """Losses of some things, or pairs, in the order asked; kept ones are taken over."""
        keys = [self._key(things) for things in asked]
        found: dict[str, Loss] = {}
        for key in keys:
            entry = self.ledger.get(key)
            if entry is not None:
                found[key] = Loss.of_entry(entry)
        self.resumed += len(found)
        things_of_key = dict(zip(keys, asked, strict=True))
        tasks = [
            (key, partial(self.losing.of, *things))
            for key, things in things_of_key.items()
            if key not in found
        ]
        for key, redone in replans(self.standing, tasks, self.limits, self.processes, self.measure.stages):
            found[key] = self._loss(things_of_key[key], redone)
            self.ledger.put(key, found[key].entry())
            if told is not None:
                told(Told(len(found), len(things_of_key), found[key]))
        return [found[key] for key in keys]

    def pairs(
        self, singles: Sequence[Loss], most: int, told: Callable[[Told], None] | None
    ) -> tuple[list[Loss], Screened]:
        """The most telling pairs, planned again, and what became of all others."""
        keys = [_name(thing) for thing in self.things]
        used = self._uses(self.standing.levels)
        candidates, settled = chosen_pairs(singles, keys, used, set(self._overlapping()))
        chosen = candidates[:most]
        losses = self.losses([(self.things[a], self.things[b]) for a, b in chosen], told)
        n_things = len(self.things)
        return losses, Screened(
            pairs=n_things * (n_things - 1) // 2,
            settled=settled,
            solved=len(chosen),
            left=len(candidates) - len(chosen),
        )

    def _overlapping(self) -> Iterator[tuple[int, int]]:
        """Pairs in which one thing is part of the other."""
        own = [frozenset(thing.columns.tolist()) for thing in self.things]
        for a, columns in enumerate(own):
            for b in range(a + 1, len(own)):
                if columns <= own[b] or own[b] <= columns:
                    yield a, b

    def _key(self, things: tuple[Thing, ...]) -> str:
        """The key of a loss: the question and the things, in any order."""
        names = sorted(_name(thing) for thing in things)
        return hashlib.sha256(json.dumps([self.question, names]).encode()).hexdigest()

    def _uses(self, levels: np.ndarray) -> dict[str, float]:
        """How much a plan makes of each thing that a loss would touch, in typical amounts."""
        amounts = levels / self.standing.scaling.column
        uses = {}
        for thing in self.things:
            own = amounts[self.losing.touched(thing)]
            if len(own) and float(own.max()) > _UNUSED:
                uses[_name(thing)] = float(f"{own.sum():.6g}")
        return uses

    def _loss(self, things: tuple[Thing, ...], redone: Redone | str) -> Loss:
        """A loss as it is reported."""
        first, second = things[0], things[1] if len(things) > 1 else None
        before = self.standing.held.column_lower[self.standing.cells]
        planned = isinstance(redone, Redone)
        after = np.where(np.isnan(redone.coverage), before, redone.coverage) if planned else before  # type: ignore[union-attr]
        lasting = redone.lasting if isinstance(redone, Redone) else None
        effect: Effect = self.measure.effect(before, after, lasting)
        return Loss(
            kind=first.kind,
            name=first.name,
            also_kind=second.kind if second else "",
            also_name=second.name if second else "",
            **effect.__dict__,
            effort_more=redone.effort - self.standing.effort if isinstance(redone, Redone) else None,
            how=redone.how if isinstance(redone, Redone) else "none",
            quality=_quality(redone),
            problem="" if isinstance(redone, Redone) else redone,
            seconds=round(redone.seconds, 3) if isinstance(redone, Redone) else 0.0,
            n_programs=redone.n_programs if isinstance(redone, Redone) else 0,
            uses=self._uses(redone.levels) if isinstance(redone, Redone) else {},
        )


def _name(thing: Thing) -> str:
    """What a thing is called in keys and uses."""
    return f"{thing.kind}: {thing.name}"


def _quality(redone: Redone | str) -> str:
    """What the coverages of a re-plan are called (conventions §8)."""
    if isinstance(redone, str):
        return "none"
    return Certificate(redone.rows, redone.rows, 0.0, 0.0, redone.cells, 0.0).quality
