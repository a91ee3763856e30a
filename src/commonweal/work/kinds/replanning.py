"""Jobs of kind ``replan``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from commonweal.check.soundness import doubts
from commonweal.errors import DataError
from commonweal.plan.export import as_json_text, finite
from commonweal.run.replanning import replan
from commonweal.show import print_plan, report_html
from commonweal.show.replanned import print_replan
from commonweal.validate.report import finding
from commonweal.wire.requests import ReplanRequest
from commonweal.work.doing import REPORT, Doing, Found
from commonweal.work.kinds.planning import doubt_of, kept_plan

__all__ = ["found"]

_READ = (".csv", ".xlsx")


def found(doing: Doing) -> Found:
    """The plan made anew, what moves, and its report."""
    asked = cast(ReplanRequest, doing.asked)
    before = doing.plan()
    if "economy" in doing.inputs:  # a scenario may have been written after the plan was made
        scenarios = doing.economy().scenarios
        before = replace(before, economy=replace(before.economy, scenarios=scenarios))
    made = replan(
        before,
        asked.from_,
        scenario=asked.scenario,
        actuals=_account(doing, "actuals"),
        consignments=_account(doing, "consignments"),
        limits=doing.limits,
    )
    doubts(made.plan.economy)  # refuses a plan in which something comes from nothing by now
    print_replan(made, doing.console, language=doing.language)
    print_plan(made.plan, doing.console, language=doing.language)
    doubt_of(made.plan, doing)
    return doing.answer(
        as_json_text(made.data()),
        finite(made.plan.summary_data()),
        report={REPORT: report_html(made.plan, language=doing.language).encode()},
        plan=kept_plan(made.plan),
    )


def _account(doing: Doing, place: str) -> Path | None:
    """A file of what happened, where there is one.

    Raises
    ------
    DataError
        If it is of a kind that is not read here.
    """
    if place not in doing.inputs:
        return None
    path = doing.file(place)
    if path.suffix.lower() not in _READ:
        why = "Files of this kind are not read here."
        raise DataError([finding("A01", why, "Send a .csv or .xlsx file.", file=path.name)])
    return path
