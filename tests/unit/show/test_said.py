"""Explanations as data of sentences: the words of the terminal, cut where they point at something."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import commonweal as cw
from commonweal.explain.tracing import why
from commonweal.language import LANGUAGES
from commonweal.show.explaining import Teller
from commonweal.show.said import explanations_said, why_said
from commonweal.wire.explanations import Explanations


@cache
def planned() -> cw.Plan:
    return cw.plan(cw.read("village"))


@cache
def explained() -> dict[str, Any]:
    plan = planned()
    said = explanations_said(plan, cw.explain(plan, place="hill", most=2), cw.relief(plan))
    told: dict[str, Any] = json.loads(said)
    return told


@cache
def traced() -> dict[str, Any]:
    plan = planned()
    told: dict[str, Any] = json.loads(
        why_said(plan, why(plan, good="bread", place="hill", period="2031-03-17"))
    )
    return told


def sentences(told: object) -> Iterator[dict[str, Any]]:
    """Every sentence in some data."""
    if isinstance(told, dict):
        if "pieces" in told:
            yield told
        told = list(told.values())
    for part in told if isinstance(told, list) else ():
        yield from sentences(part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pieces_one_after_another_are_the_sentence(language: str) -> None:
    found = [*sentences(explained()[language]), *sentences(traced()[language])]
    assert len(found) > 20
    for sentence in found:
        assert "".join(piece["text"] for piece in sentence["pieces"]) == sentence["text"]
        pointed = {piece["link"] for piece in sentence["pieces"]} - {None}
        assert pointed == set(range(len(sentence["links"])))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_those_of_the_terminal(language: str) -> None:
    plan = planned()
    teller = Teller.of(plan.economy, language)
    (first, *_) = cw.explain(plan, place="hill", most=1)
    told = explained()[language]["explanations"][0]
    assert told["headline"]["text"] == teller.cell(first.cell).text(teller.words)
    assert [each["text"] for each in told["reasons"]] == [
        teller.reason(reason).text(teller.words) for reason in first.reasons
    ]
    assert [each["sentence"]["text"] for each in told["reliefs"]] == [
        teller.relief(first, relief).text(teller.words) for relief in first.reliefs
    ]


def test_a_reason_points_at_its_route_its_places_and_its_row() -> None:
    reason = explained()["en"]["explanations"][0]["reasons"][0]
    links = [(link["kind"], link["name"] or link["table"]) for link in reason["links"]]
    assert links == [("route", "cart-track"), ("place", "valley"), ("place", "hill"), ("row", "routes")]
    assert reason["links"][-1]["key"] == {"route": "cart-track", "from": "2031-03-17", "until": "2031-03-31"}
    where = [piece["text"] for piece in reason["pieces"] if piece["link"] == 3]
    assert "".join(where) == "routes.csv, row 4"


def test_changes_say_in_the_language_of_the_readers_what_they_help() -> None:
    because = {
        language: explained()[language]["explanations"][0]["reliefs"][0]["changes"][0]["because"]
        for language in LANGUAGES
    }
    assert because["en"] == "Would help: Energy in The hill hamlet (residents), from 17\u00a0March\u00a02031"
    assert "ضيعة التل" in because["ar"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", [explained, traced])
def test_the_data_is_the_message_that_the_server_sends(told: Any, language: str) -> None:
    said = told()[language]
    message = Explanations.model_validate_json(json.dumps(said))
    assert len(message.explanations) == len(said["explanations"])
    assert (message.why is None) == (told is explained)


def test_an_answer_where_nobody_is_short_says_nothing() -> None:
    told = json.loads(explanations_said(planned()))
    assert told["en"] == {"explanations": [], "relief": None, "why": None}
