"""``commonweal scenarios``: what might happen to an economy, and what that changes."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out
from commonweal.cli.opening import PathArgument, opened_at
from commonweal.cli.options import ProjectOption, ServerOption
from commonweal.language import LANGUAGES
from commonweal.model import Change, Scenario

if TYPE_CHECKING:
    from commonweal.scenario import Applied

__all__ = ["scenarios"]


def scenarios(
    path: PathArgument,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Tell what this scenario changes.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, and nothing else.")] = False,
    language: Annotated[
        str, typer.Option(metavar="|".join(LANGUAGES), help="Language.", callback=one_of(LANGUAGES))
    ] = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """List the scenarios of an economy, or tell what one of them changes.

    Each change is told with the days, the reason, the source and who says so; and the plain changes that
    it stands for.
    """
    from commonweal.scenario import apply
    from commonweal.show.scenarios import print_scenario, print_scenarios

    economy = opened_at(path, server, project)
    if name is None:
        if as_json:
            _print([_listed(scenario) for scenario in economy.scenarios.values()])
        else:
            print_scenarios(economy, out(), language=language)
        return
    applied = apply(economy, name)
    if as_json:
        _print(_told(applied))
    else:
        print_scenario(applied, out(), language=language)


def _print(told: object) -> None:
    """Data as JSON; days as 2016-07-01."""
    typer.echo(json.dumps(told, indent=2, ensure_ascii=False, default=str))


def _listed(scenario: Scenario) -> dict[str, Any]:
    """A scenario without its changes."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "parent": scenario.parent,
        "source": scenario.source,
        "calendar": scenario.calendar.model_dump(mode="json") if scenario.calendar else None,
        "changes": len(scenario.changes),
        "sound": not scenario.faults,
    }


def _told(applied: Applied) -> dict[str, Any]:
    """A scenario with every change, the plain changes behind it, and the cells that changed."""
    changes = [
        {
            "scenario": made.scenario,
            "number": made.number,
            "rows": made.n_rows,
            **_cells(made.change),
            "plain": [_cells(plain) for plain in made.plain],
        }
        for made in applied.changes
    ]
    return _listed(applied.scenario) | {"changes": changes, "lines": applied.lines.to_dicts()}


def _cells(change: Change) -> dict[str, Any]:
    """The keys of a change that say something."""
    from commonweal.data.scenario_writing import cells_of

    return cells_of(change)
