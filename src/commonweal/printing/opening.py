"""What every printed sheet begins and ends with: title, time, proof, figures in people, how to name it."""

from __future__ import annotations

import importlib.metadata

from commonweal.printing.sheet import Banner, Block, Card, Cards, Heading, Line, Paragraph, Sheet, told
from commonweal.show.headline import certificate_phrase, covered_phrase, span_phrase, worst_phrase
from commonweal.show.people import TierFacts
from commonweal.show.saying import Said, Several
from commonweal.show.view import View

__all__ = ["cards", "opening", "sheet_of"]

_MOST_CARDS = 4
_HASH = 12  # digits of a hash that tell plans apart


def opening(view: View, title: str, scenario: str, *, proof: bool) -> list[Block]:
    """Title, what time it is for, whether to trust it, and the headline in people.

    Parameters
    ----------
    view
        What is told.
    title
        Key of the phrase that is the title.
    scenario
        Title of what happens; blank for nothing.
    proof
        Whether the errors that were found are told, too; a plan that is not verified always tells them.
    """
    words, plan = view.words, view.plan
    span = Said(*span_phrase(plan.economy, words))
    times = [span, Said("brief.scenario", {"title": scenario})] if scenario else [span]
    return [
        Paragraph(told(Several(tuple(times), "brief.dot"), words), "small"),
        Heading(1, told(Said(title, {"economy": plan.economy.settings.name}), words)),
        _banner(view, proof),
        Paragraph(_lead(view), "lead"),
    ]


def cards(view: View) -> list[Block]:
    """A figure a tier: the share of people who have all of it, all the time."""
    return [Cards(tuple(_card(view, facts) for facts in view.tiers[:_MOST_CARDS]))] if view.tiers else []


def sheet_of(view: View, title: str, blocks: list[Block], *, one_page: bool = False) -> Sheet:
    """The sheet of a plan; the same plan gives the same sheet."""
    words, plan = view.words, view.plan
    version = importlib.metadata.version("commonweal")
    made = Said("brief.made", {"version": version, "plan": plan.hash[:_HASH]})
    return Sheet(
        title=words(title, economy=plan.economy.settings.name),
        language=words.language.code,
        direction=words.language.direction,
        day=view.calendar.start,
        one_page=one_page,
        footer=told(made, words),
        page=words.language.phrases["brief.page"],
        blocks=tuple(blocks),
    )


def _banner(view: View, proof: bool) -> Banner:
    words, quality = view.words, view.plan.certificate.quality
    parts: list[object] = [Said(f"quality.{quality}")]
    if proof or quality != "verified":
        parts.append(Said(*certificate_phrase(view.plan, words)))
    else:
        parts.append(Said("brief.proof"))
    return Banner(quality, told(Several(tuple(parts), "brief.space"), words))


def _lead(view: View) -> Line:
    """The headline in people, and who is worst off."""
    words = view.words
    if not view.tiers:
        return told(Said("headline.nobody"), words)
    sentences = [Said(*covered_phrase(view.tiers[0], words))]
    worse = view.short_tier
    if worse is not None:
        sentences.append(Said(*worst_phrase(worse.lowest, words, view.names)))
    return told(Several(tuple(sentences), "brief.space"), words)


def _card(view: View, facts: TierFacts) -> Card:
    words = view.words
    people = {
        "covered": words.number(facts.people_fully_covered),
        "people": words.number(facts.people),
    }
    return Card(
        what=told(Said("tier", {"tier": facts.tier}), words),
        figure=words.percent(facts.people_fully_covered / facts.people),
        lines=(told(Said("card.people", people), words),),
    )
