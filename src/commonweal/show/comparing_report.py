"""A comparison of plans as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.compare.passages import changed_most
from commonweal.show.comparing import Compared, remark_phrase, sentences
from commonweal.show.comparing_changes import changes_section
from commonweal.show.comparing_flows import flows_section
from commonweal.show.comparing_maps import maps_section
from commonweal.show.comparing_page import plans_banner, plans_named, whole_page, write_page
from commonweal.show.comparing_tables import (
    aims_section,
    doing_section,
    limits_section,
    people_section,
    prices_section,
)
from commonweal.show.headline import span_phrase
from commonweal.show.markup import Html, element, joined
from commonweal.show.page import section

if TYPE_CHECKING:
    from commonweal.compare.comparison import Comparison

__all__ = ["comparison_html", "write_comparison"]


def write_comparison(
    comparison: Comparison, path: Path | str, *, good: str | None = None, language: str = "en"
) -> None:
    """Write a comparison as one self-contained page of HTML, whole or not at all.

    Parameters
    ----------
    comparison
        What is told.
    path
        The file to write; one that is there is replaced.
    good
        The good whose way is drawn; by default the one whose flows change most.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language, or nothing of the good comes or goes.
    """
    write_page(comparison_html(comparison, good=good, language=language), path)


def comparison_html(comparison: Comparison, *, good: str | None = None, language: str = "en") -> str:
    """A comparison as the text of an HTML page; the same comparison always gives the same text."""
    view = Compared.of(comparison, language)
    good = good or changed_most(tuple(comparison.plans.values()))
    return whole_page(
        comparison.plans[comparison.base].economy.settings.name,
        view.words,
        plans_banner(comparison.plans, view.words),
        element(
            "main",
            _opening(view),
            changes_section(view),
            people_section(view),
            maps_section(view),
            flows_section(view, good),
            doing_section(view),
            limits_section(view),
            prices_section(view),
            aims_section(view),
            _closing(view),
            class_="broad",
        ),
    )


def _opening(view: Compared) -> Html:
    """The sentences about each plan, and what to bear in mind."""
    words, comparison = view.words, view.comparison
    economy = comparison.plans[comparison.base].economy
    span, span_values = span_phrase(economy, words)
    base = view.label(comparison.base)
    parts = [
        element("p", words.html(span, **span_values), class_="small"),
        element("h1", element("bdi", economy.settings.name)),
    ]
    for name in comparison.others:
        parts.append(element("h3", words.html("compare.with", plan=view.label(name), base=base)))
        told = [element("li", words.html(key, **values)) for key, values in sentences(view, name)]
        parts.append(element("ul", *told, class_="told"))
    return element("header", *parts, _remarks(view))


def _remarks(view: Compared) -> Html:
    if not view.comparison.remarks:
        return Html("")
    phrases = [remark_phrase(remark, view) for remark in view.comparison.remarks]
    told = (element("li", view.words.html(key, **values)) for key, values in phrases)
    return joined([element("h3", view.words("compare.remarks.heading")), element("ul", *told)])


def _closing(view: Compared) -> Html:
    """How the plans were made and compared, and how to name them."""
    words = view.words
    labels = [(view.label(name), plan) for name, plan in view.comparison.plans.items()]
    method = element("p", words("compare.method"))
    return section("method", words("compare.method.heading"), method, plans_named(labels, words))
