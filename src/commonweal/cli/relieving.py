"""What would help, written as a scenario that makes it."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from commonweal.cli.consoles import say
from commonweal.cli.writing import refuse_ending
from commonweal.errors import ModelError

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, Relief, ReliefLine, ReliefList
    from commonweal.plan.plan import Plan

__all__ = ["refuse_unsavable", "save_relief"]

_OPTION = "--save-scenario"


def refuse_unsavable(path: Path, *, from_server: bool) -> None:
    """Refuse where no scenario could be written, before any work is done.

    Raises
    ------
    typer.BadParameter
        If the file is no .toml, or a server explains.
    """
    if from_server:
        raise typer.BadParameter("It is written from a plan on this machine only.", param_hint=_OPTION)
    refuse_ending(path, _OPTION, (".toml",))


def save_relief(
    plan: Plan, told: tuple[Sequence[Explanation], ReliefList | None], number: int, path: Path
) -> None:
    """Write the scenario that makes one of the things that would help.

    Parameters
    ----------
    plan
        What was explained.
    told
        The explanations, and the list of what would help most if that was asked for.
    number
        Which, from 1, in the order in which they are told: of that list, or else of the explanations.
    path
        The file; its name is that of the scenario.

    Raises
    ------
    ModelError
        If there are not so many, or no changes of tables make it.
    """
    from commonweal.data.scenario_files import scenario_text
    from commonweal.data.writing import file_written
    from commonweal.explain.applying import scenario_of_relief

    explanations, ranked = told
    found: list[Relief | ReliefLine] = [relief for one in explanations for relief in one.reliefs]
    if ranked is not None:
        found = list(ranked.lines)
    if number > len(found):
        raise ModelError(f"Things that would help: {len(found)}. There is no number {number}.")
    if not found[number - 1].changes:
        raise ModelError("A store that places share has no room for it. Change its size in the tables.")
    scenario = scenario_of_relief(plan, found[number - 1], path.stem)
    file_written(path.resolve(), scenario_text(scenario).encode())
    say(f"Written: {path}. Put it into the folder 'scenarios' of the economy.")
