"""What ``compare`` and ``rules`` share: making several plans, and writing what came out."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from commonweal.cli.consoles import say
from commonweal.cli.solving import heard
from commonweal.cli.writing import Outputs
from commonweal.model import Economy

if TYPE_CHECKING:
    from commonweal.compare.comparison import Comparison
    from commonweal.compare.rules import RulePrices
    from commonweal.plan.plan import Plan

__all__ = ["ComparisonOutputs", "Making", "made"]


@dataclass(frozen=True)
class Making:
    """How each plan is made.

    Attributes
    ----------
    periods
        Only so many periods; None for all.
    seconds, threads
        What the work on one plan may use.
    """

    periods: int | None
    seconds: float
    threads: int


@dataclass(frozen=True)
class ComparisonOutputs:
    """Files that were asked for.

    Attributes
    ----------
    report, tables
        Where to write the page and the tables; None for nowhere.
    form
        Form of the tables in a folder.
    language
        Language of the report.
    """

    report: Path | None
    tables: Path | None
    form: str
    language: str

    def check(self) -> None:
        """Refuse what could not be written, before any work is done.

        Raises
        ------
        typer.BadParameter
            If a path is of a kind that can't be written there.
        """
        Outputs(self.report, self.tables, self.form, None, self.language).check()

    def write(self, compared: Comparison | RulePrices, write_report: Callable[[Path], None]) -> None:
        """Write what was asked for, each thing whole or not at all, and say so."""
        from commonweal.compare.export import export_comparison
        from commonweal.data.writing import Format

        if self.report is not None:
            self.report.parent.mkdir(parents=True, exist_ok=True)
            write_report(self.report)
            say(f"Report: {self.report}")
        if self.tables is not None:
            export_comparison(compared, self.tables, format=cast(Format, self.form))
            say(f"Tables: {self.tables}")


def made(economy: Economy, making: Making, *, rule: str | None, scenario: str | None = None) -> Plan:
    """A plan, made so that Ctrl-C is heard.

    Raises
    ------
    NoPlan
        If what came out can't be relied on.
    """
    from commonweal.model import Rule
    from commonweal.run import plan as make_plan
    from commonweal.solve.bench import Limits

    return heard(
        lambda progress, cancelled: make_plan(
            economy,
            scenario=scenario,
            rule=cast(Rule | None, rule),
            limits=Limits(making.seconds, making.threads, cancelled, progress),
        )
    )
