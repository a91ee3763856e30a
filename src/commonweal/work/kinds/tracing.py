"""Jobs of kind ``why``."""

from __future__ import annotations

from typing import cast

from commonweal.explain.export import why_json
from commonweal.explain.tracing import why
from commonweal.explain.tracing_asked import Question
from commonweal.show.explaining_text import print_why
from commonweal.show.said import SAID, why_said
from commonweal.wire.requests import WhyRequest
from commonweal.work.doing import Doing, Found, tables

__all__ = ["found"]


def found(doing: Doing) -> Found:
    """Which needs something in a plan serves, and what makes up a price."""
    asked = cast(WhyRequest, doing.asked)
    question = Question(asked.activity, asked.supply, asked.route, asked.good, asked.place, asked.period)
    _ = question.kind  # refused before the work
    plan = doing.planned(asked.scenario, asked.periods)
    answer = why(plan, **vars(question))
    print_why(plan, answer, doing.console, language=doing.language)
    said = {SAID: why_said(plan, answer)}
    return doing.answer(why_json(answer), said=said, tables=tables({"shares": answer.shares}))
