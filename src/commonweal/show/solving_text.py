"""How far a solve or a sweep is, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.show.words import visible

if TYPE_CHECKING:
    from commonweal.solve.bench import Progress
    from commonweal.sweep.criticality import Told

__all__ = ["loss_as_step", "step_in_words"]


def step_in_words(step: Progress | str) -> str:
    """One step of work: what is being solved, what it came to, and how long it took so far."""
    if isinstance(step, str):
        return visible(step)
    so_far = f"{step.n_programs} programs, {step.iterations:,} iterations, {step.seconds:.0f} s"
    if step.level:
        so_far = f"gap {step.gap:.0e}, {so_far}"
        what = f"{step.aim}, level {step.level}: {step.value:.1%} covered, {step.left:,} needs still rising"
    else:
        what = f"{step.aim}: {step.value:,.6g}"
    return visible(f"{what} ({so_far})")


def loss_as_step(told: Told) -> Progress:
    """A loss that was found, as a step of the sweep."""
    from commonweal.solve.bench import Progress  # noqa: PLC0415 - only sweeps need it

    loss = told.last
    both = " and ".join(name for name in (loss.name, loss.also_name) if name)
    what = f"{told.done} of {told.of} losses; {both}, person-days lost in the first tier"
    return Progress(what, 0, loss.lost[0] if loss.lost else 0.0, 0, loss.n_programs, loss.seconds)
