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
from commonweal.cli.consoles import out, say
from commonweal.cli.ending import NOT_GOOD
from commonweal.cli.opening import PathArgument, examined
from commonweal.cli.options import ProjectOption, ServerOption
from commonweal.errors import ModelError
from commonweal.examples.opening import located
from commonweal.findings import Finding, errors_in

__all__ = ["check"]


def check(
    path: PathArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    annotate: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.xlsx",
            help="Also write a workbook of it with every faulty cell marked and explained.",
        ),
    ] = None,
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
        _refuse_annotating(annotate, path)
        findings = _at_server(server, project, path)
    else:
        economy, findings = examined(path)
        if economy is not None:
            findings = (*findings, *check_structure(economy))
            findings += tuple(found for found in check_all(economy) if found not in findings)
    if annotate is not None:
        _annotated(path, findings, annotate)
    if as_json:
        typer.echo(_as_json(findings))
    else:
        print_findings(findings, out())
    if errors_in(findings):
        raise typer.Exit(NOT_GOOD)


def _refuse_annotating(target: Path | None, path: str) -> None:
    """Refuse to mark the faults of what lies on a server.

    Raises
    ------
    ModelError
        If that is asked for.
    """
    if target is not None and not Path(path).exists():
        raise ModelError(
            "--annotate marks the faults of files of this machine. Get the economy first: "
            f"commonweal convert {path} FILE.xlsx --server …, then check that file."
        )


def _annotated(path: str, findings: Sequence[Finding], target: Path) -> None:
    """Write the workbook with the faults marked.

    Raises
    ------
    ModelError
        If the name is not that of a workbook, or of what is checked.
    """
    from commonweal.data.annotating import annotated
    from commonweal.data.writing import file_written

    source = located(path).resolve()
    if target.suffix.lower() != ".xlsx":
        raise ModelError(f"'{target.name}' does not end in .xlsx.")
    if target.resolve() == source:
        raise ModelError(f"'{target.name}' is what is checked. Choose another name for the marked copy.")
    file_written(target.resolve(), annotated(source, findings))
    say(f"Marked in {target}.")


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
