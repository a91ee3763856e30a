"""Jobs of kind ``plan``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from commonweal.errors import NoPlan, SolverStopped
from commonweal.explain.explaining import explain
from commonweal.explain.export import explanations_json
from commonweal.explain.kept import EXPLANATIONS
from commonweal.explain.ranking import relief
from commonweal.plan.export import finite, plan_files, summary_json
from commonweal.show import print_plan, report_html
from commonweal.show.picture import PICTURE, picture_bytes
from commonweal.show.replanned import print_turns
from commonweal.solve.bench import Limits
from commonweal.wire.requests import PlanRequest
from commonweal.work.doing import REPORT, Doing, Found

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.plan.plan import Plan

__all__ = ["doubt_of", "found", "kept_plan"]

_MOST_SECONDS = 300.0  # for explanations, which the report can do without
_SPARE = 0.8  # of the time that is left: the rest is for writing, so that the plan is not lost for a reason


def found(doing: Doing) -> Found:
    """The plan, its text and its report."""
    asked = cast(PlanRequest, doing.asked)
    economy, happening = doing.wanted(asked.scenario, asked.periods)
    plan = doing.made(economy, asked.rule, happening, effort=asked.effort, resolution=asked.resolution)
    print_plan(plan, doing.console, language=doing.language)
    print_turns(plan, doing.console, language=doing.language)
    doubt_of(plan, doing)
    reasons, helps = _explained(plan, doing) if asked.explain else ((), None)
    page = report_html(plan, language=doing.language, explanations=reasons, relief=helps)
    return doing.answer(
        summary_json(plan),
        finite(plan.summary_data()),
        report={REPORT: page.encode()} | _kept(reasons, helps),
        plan=kept_plan(plan),
    )


def kept_plan(plan: Plan) -> dict[str, bytes]:
    """The files of a plan, from which it can be opened again, and its picture."""
    files = {f"plan/{name}": content for name, content in plan_files(plan, "parquet").items()}
    return files | {PICTURE: picture_bytes(plan)}


def _kept(reasons: Sequence[Explanation], helps: ReliefList | None) -> dict[str, bytes]:
    """Explanations as they can be told again, in another language or on paper; none for none."""
    return {EXPLANATIONS: explanations_json(reasons, helps).encode()} if reasons else {}


def doubt_of(plan: Plan, doing: Doing) -> None:
    """Say so where a plan is not verified."""
    if plan.certificate.quality != "verified":
        doing.say(f"WARNING: this plan is not verified. {plan.certificate.sentence}")


def _explained(plan: Plan, doing: Doing) -> tuple[tuple[Explanation, ...], ReliefList | None]:
    """Why the worst off are short, and what would help most; nothing where that can't be said in time."""
    usual = doing.limits
    within = min(usual.seconds, _MOST_SECONDS, _SPARE * doing.left / 2)
    limits = Limits(within, usual.threads, progress=usual.progress)
    try:
        return explain(plan, limits=limits), relief(plan, limits=limits)
    except (NoPlan, SolverStopped) as error:
        doing.say(f"{error} The report stands without explanations.")
        return (), None
