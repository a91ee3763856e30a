"""What ``commonweal plan`` writes: refused before the work if it can't be, written after it."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from commonweal.cli.consoles import say

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["Outputs", "refuse_ending", "refuse_folder", "refuse_tables"]

_FILES = frozenset({".xlsx", ".zip"})
_SINGLE = frozenset({".csv", ".parquet", ".json", ".xls", ".ods", ".html"})


@dataclass(frozen=True)
class Outputs:
    """Files that were asked for.

    Attributes
    ----------
    report, tables, lists
        Where to write the page, the tables, and the lists to work from; None for nowhere.
    form
        Form of the tables in a folder.
    language
        Language of the report.
    explained
        Whether the report says why people are short.
    seconds, threads
        What explanations may use.
    """

    report: Path | None
    tables: Path | None
    form: str
    lists: Path | None
    language: str
    explained: bool = False
    seconds: float = math.inf
    threads: int = 1

    def check(self) -> None:
        """Refuse what could not be written, before any work is done.

        Raises
        ------
        typer.BadParameter
            If a path is of a kind that can't be written there.
        """
        if self.report is not None:
            refuse_ending(self.report, "--report", (".html", ".htm", ".pdf"))
            _refuse(self.report, "--report", folder=False)
        if self.tables is not None:
            refuse_tables(self.tables, "--out")
        if self.lists is not None:
            _refuse(self.lists, "--lists", folder=True)

    def write(self, plan: Plan) -> None:
        """Write what was asked for, each thing whole or not at all, and say so."""
        from commonweal.data.writing import Format
        from commonweal.plan.export import export_plan, write_lists

        if self.tables is not None:
            for remark in export_plan(plan, self.tables, format=cast(Format, self.form)):
                say(remark)
            say(f"Tables: {self.tables}")
        if self.lists is not None:
            n_files = len(write_lists(plan, self.lists))
            say(f"Lists: {self.lists} ({n_files} files)")
        if self.report is not None:
            self._write_report(plan, self.report)

    def _write_report(self, plan: Plan, path: Path) -> None:
        """The report at once, then again with explanations: Ctrl-C and time limits leave the first."""
        from commonweal.cli.explained import for_report
        from commonweal.printing.making import write_report

        path.parent.mkdir(parents=True, exist_ok=True)
        write_report(plan, path, language=self.language)
        say(f"Report: {path}")
        if not self.explained:
            return
        explanations, relief = for_report(plan, self.seconds, self.threads)
        if explanations:
            write_report(plan, path, language=self.language, explanations=explanations, relief=relief)


def refuse_tables(path: Path, option: str) -> None:
    """Refuse a path where several tables can't be written."""
    is_file = path.suffix.lower() in _FILES
    if path.suffix.lower() in _SINGLE:
        why = f"'{path}' would hold one table, and there are several; name a folder, an .xlsx or a .zip."
        raise typer.BadParameter(why, param_hint=option)
    _refuse(path, option, folder=not is_file)


def refuse_folder(path: Path, option: str) -> None:
    """Refuse a path where a folder can't be written."""
    if path.suffix.lower() in _FILES | _SINGLE:
        raise typer.BadParameter(f"'{path}' names a file; a folder is written here.", param_hint=option)
    _refuse(path, option, folder=True)


def refuse_ending(path: Path, option: str, endings: Sequence[str]) -> None:
    """Refuse a file name that does not say what is in the file."""
    if path.suffix.lower() not in endings:
        raise typer.BadParameter(f"'{path}' does not end in {' or '.join(endings)}.", param_hint=option)


def _refuse(path: Path, option: str, *, folder: bool) -> None:
    """Refuse a path where a thing of another kind is, or under a file."""
    if path.exists() and path.is_dir() != folder:
        is_there, wanted = ("a file", "a folder") if folder else ("a folder", "a file")
        raise typer.BadParameter(f"'{path}' is {is_there}; {wanted} is written here.", param_hint=option)
    blocking = next((parent for parent in path.parents if parent.is_file()), None)
    if blocking is not None:
        raise typer.BadParameter(f"'{blocking}' is a file, not a folder.", param_hint=option)
