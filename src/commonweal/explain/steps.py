"""How far the barriers of a relief are loosened for its gain to be told: the step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.explain.raising import Answer, Loosened, Raising
from commonweal.formulate.program import Floats, Integers

__all__ = ["BarrierStep", "best_steps"]

_MORE = 0.1  # share of a figure


@dataclass(frozen=True)
class BarrierStep:
    """One barrier, loosened by a step.

    Attributes
    ----------
    number
        Of the barrier.
    more
        By how much, in the unit of its figure; infinite where something opens that says no figure.
    word
        As in ``records.Step``.
    period
        Code of the period in which something is open for a day; −1 otherwise.
    """

    number: int
    more: float
    word: str
    period: int = -1


def best_steps(raising: Raising, relief: Sequence[int]) -> tuple[tuple[BarrierStep, ...], Answer]:
    """The step of each barrier of a relief, and the answer with all of them taken together.

    A figure rises by a tenth, a figure of 0 by one unit; a tie of rations is lifted. What is closed
    opens for one day of one period: one after another gets the period in which its day helps most
    while those to come have a day in every period.
    """
    chosen: list[BarrierStep] = []
    for place, number in enumerate(relief):
        later = [step for other in relief[place + 1 :] for step in choices_of(raising, other)]
        choices = choices_of(raising, number)
        if len(choices) == 1:
            chosen += choices
            continue
        values = [raising.ask(loosened_by(raising, [*chosen, step, *later])).value for step in choices]
        best = max(values)
        near = next(k for k, value in enumerate(values) if value >= best - raising.lift)
        chosen.append(choices[near])
    return tuple(chosen), raising.prove(raising.ask(loosened_by(raising, chosen)))


def choices_of(raising: Raising, number: int) -> list[BarrierStep]:
    """The steps that one barrier may take: one, or one for each period in which it is closed."""
    barrier = raising.loosenable.barriers[number]
    if barrier.kind == "ration":
        return [BarrierStep(number, 0.0, "lift")]
    if barrier.kind != "closed":
        more = _MORE * abs(barrier.figure)
        return [BarrierStep(number, more, "share") if more > 0.0 else BarrierStep(number, 1.0, "unit")]
    periods = np.unique(raising.loosenable.period[raising.loosenable.rows[number]])
    per_day = barrier.names.get("per", "day") == "day"
    more = barrier.figure if barrier.figure > 0.0 else 1.0
    if len(periods) == 1 and periods[0] < 0:
        return [BarrierStep(number, more, "open")]
    return [BarrierStep(number, more, "day" if per_day else "open", int(period)) for period in periods]


def loosened_by(raising: Raising, steps: Sequence[BarrierStep]) -> Loosened:
    """What a problem is asked with, for some steps together."""
    by: dict[int, float] = {}
    rows: list[Integers] = [np.zeros(0, np.int64)]
    more: list[Floats] = [np.zeros(0)]
    for step in steps:
        if step.word in ("day", "open"):
            of_barrier = raising.loosenable.rows[step.number]
            in_period = of_barrier[raising.loosenable.period[of_barrier] == step.period]
            rows.append(in_period)
            more.append(np.full(len(in_period), step.more))
        else:
            by[step.number] = step.more / raising.loosenable.unit[step.number]
    if "lift" in {step.word for step in steps}:
        by |= {step.number: 1.0 for step in steps if step.word == "lift"}
    return Loosened(by, np.concatenate(rows), np.concatenate(more))
