"""``commonweal check``: what is wrong or doubtful about an economy."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commonweal import examples
from commonweal.cli.consoles import out
from commonweal.cli.ending import NOT_GOOD
from commonweal.cli.opening import PathArgument, examined
from commonweal.cli.options import ProjectOption, ServerOption
from commonweal.findings import Finding, errors_in

__all__ = ["check"]


def check(
    path: PathArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Say what is wrong or doubtful about an economy, by file.

    Errors keep a plan from being made (exit code 1); warnings do not (exit code 0).
    """
    from commonweal.check import check_structure
    from commonweal.scenario import check_all
    from commonweal.show import print_findings

    if server is not None:
        findings = _at_server(server, project, path)
    else:
        economy, findings = examined(path)
        if economy is not None:
            findings = (*findings, *check_structure(economy))
            findings += tuple(found for found in check_all(economy) if found not in findings)
    if as_json:
        typer.echo(_as_json(findings))
    else:
        print_findings(findings, out())
    if errors_in(findings):
        raise typer.Exit(NOT_GOOD)


def _at_server(server: str, project: str | None, path: str) -> tuple[Finding, ...]:
    """What a server finds: of an economy on this machine, which it does not keep, or of one of its own."""
    from commonweal.cli.remote import Remote

    with Remote(server, project).open() as site:
        if Path(path).exists():
            return site.project.check(path)
        there = site.project.find_economy(path)
        if there is None and path in examples.names():
            return site.project.check(path)
        return (there or site.project.economy(path)).check()


def _as_json(findings: Sequence[Finding]) -> str:
    """Findings as JSON, with their counts."""
    n_errors = len(errors_in(findings))
    told = {
        "errors": n_errors,
        "warnings": len(findings) - n_errors,
        "findings": [asdict(finding) for finding in findings],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)
