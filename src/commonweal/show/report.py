"""A plan as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.show.closing_section import closing_section
from commonweal.show.coverage_section import coverage_section
from commonweal.show.doing_section import doing_section, effort_section, stocks_section
from commonweal.show.explaining_section import explaining_section
from commonweal.show.headline import certificate_phrase, covered_phrase, span_phrase, worst_phrase
from commonweal.show.map_section import map_section
from commonweal.show.markup import Html, element, joined
from commonweal.show.people import TierFacts
from commonweal.show.shortage_section import binding_section, shortage_section
from commonweal.show.traffic import traffic

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.plan.plan import Plan
from commonweal.show.view import View

__all__ = ["report_html", "write_report"]


def write_report(
    plan: Plan,
    path: Path | str,
    *,
    language: str = "en",
    explanations: Sequence[Explanation] = (),
    relief: ReliefList | None = None,
) -> None:
    """Write a plan as one self-contained page of HTML.

    The page is written beside its place and then renamed, so that nobody ever reads half of it.

    Parameters
    ----------
    plan
        What is told.
    path
        The file to write; one that is there is replaced.
    language
        ``en`` or ``ar``.
    explanations, relief
        Why needs are short, and what would help most, as ``commonweal.explain`` and ``commonweal.relief``
        give it; the page tells it after who is short.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    page = report_html(plan, language=language, explanations=explanations, relief=relief)
    target = Path(path)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.write_text(page, encoding="utf-8", newline="\n")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def report_html(
    plan: Plan,
    *,
    language: str = "en",
    explanations: Sequence[Explanation] = (),
    relief: ReliefList | None = None,
) -> str:
    """A plan as the text of an HTML page; the same plan always gives the same text."""
    view = View.of(plan, language)
    body = element(
        "body",
        _certificate(view),
        element(
            "main",
            _opening(view),
            map_section(view, traffic(plan)),
            coverage_section(view),
            shortage_section(view),
            explaining_section(view, explanations, relief),
            binding_section(view),
            doing_section(view),
            stocks_section(view),
            effort_section(view),
            closing_section(view),
        ),
    )
    whole = element("html", _head(view), body, lang=language, dir=view.words.language.direction)
    return f"<!DOCTYPE html>\n{whole}\n"


def _head(view: View) -> Html:
    style = importlib.resources.files("commonweal.show").joinpath("report_style.css")
    return joined(
        [
            Html('<head><meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html(
                '<meta http-equiv="Content-Security-Policy" '
                "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            ),
            element("title", view.plan.economy.settings.name),
            element("style", Html(style.read_text(encoding="utf-8"))),
            Html("</head>"),
        ]
    )


def _certificate(view: View) -> Html:
    """A banner that stays in view: verified, approximate, or not a plan."""
    key, values = certificate_phrase(view.plan, view.words)
    quality = view.plan.certificate.quality
    return element(
        "div",
        element(
            "p", element("strong", view.words(f"quality.{quality}")), " ", view.words.html(key, **values)
        ),
        class_=f"certificate {quality}",
        role="status",
    )


def _opening(view: View) -> Html:
    words, settings = view.words, view.plan.economy.settings
    span, span_values = span_phrase(view.plan.economy, words)
    return element(
        "header",
        element("p", words.html(span, **span_values), class_="small"),
        element("h1", element("bdi", settings.name)),
        element("p", settings.description, class_="small", dir="auto") if settings.description else "",
        _lead(view),
        element("div", *(_card(view, facts) for facts in view.tiers), class_="cards"),
        element("p", words.choice("rule", view.plan.rule), class_="small"),
    )


def _lead(view: View) -> Html:
    """The headline in people, and who is worst off."""
    words = view.words
    if not view.tiers:
        return element("p", words("headline.nobody"), class_="lead")
    key, values = covered_phrase(view.tiers[0], words)
    sentences = [words.html(key, **values)]
    worse = view.short_tier
    if worse is not None:
        key, values = worst_phrase(worse.lowest, words, view.names)
        sentences.append(words.html(key, **values))
    return element("p", joined(sentences, " "), class_="lead")


def _card(view: View, facts: TierFacts) -> Html:
    words = view.words
    share = facts.people_fully_covered / facts.people
    details_line = words.html(
        "card.detail",
        days=words.percent(facts.person_days_covered / facts.person_days),
        average=words.percent(facts.average),
        lowest=words.percent(facts.lowest.coverage),
    )
    return element(
        "div",
        element("p", words("tier", tier=facts.tier), class_="what"),
        element("p", element("bdi", words.percent(share)), class_="figure"),
        element(
            "p",
            words.html(
                "card.people",
                covered=words.number(facts.people_fully_covered),
                people=words.number(facts.people),
            ),
        ),
        element("p", details_line, class_="small"),
        class_="card",
    )
