"""A plan as plain data for whoever draws it: lists of names, and columns of figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from commonweal.plan.export import finite
from commonweal.show.picture.closings import closed
from commonweal.show.picture.columns import rounded
from commonweal.show.picture.coverage import Coverage
from commonweal.show.picture.doings import flows, levels, room, stocks, supplied
from commonweal.show.picture.lists import Lists
from commonweal.show.picture.told import things
from commonweal.show.picture.worth import aims, limits, prices

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["FORM", "PICTURE", "form_of", "picture_bytes", "picture_of"]

FORM = 1
"""Number of the form; it rises whenever a field or its meaning changes."""

PICTURE = "picture.json"
"""The file in which a picture is kept."""

_HEAD = b'{"form":'


def picture_of(plan: Plan) -> dict[str, Any]:
    """What a plan says, as plain data that can be sent as JSON.

    The fields are those of ``commonweal.wire.pictures.Picture``, which tells what they mean. Figures have
    nine significant digits.
    """
    lists = Lists(plan)
    coverage = Coverage(lists)
    return {
        "form": FORM,
        **_head(plan),
        **things(lists, coverage),
        "aims": aims(lists),
        "headline": coverage.headline(),
        "tiers": coverage.tiers(),
        "cells": coverage.told(),
        "flows": flows(lists),
        "room": room(lists),
        "closed": closed(lists),
        "stocks": stocks(lists),
        "supplied": supplied(lists),
        "levels": levels(lists),
        "prices": prices(lists),
        "binding": limits(lists),
    }


def picture_bytes(plan: Plan) -> bytes:
    """The picture of a plan as it is kept and sent."""
    return json.dumps(picture_of(plan), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def form_of(picture: bytes) -> int:
    """The number of the form of a picture that was kept; 0 for none that is known.

    It stands first, so that nobody has to read the rest to learn it.
    """
    number, comma, _ = picture[len(_HEAD) : len(_HEAD) + 10].partition(b",")
    return int(number) if picture.startswith(_HEAD) and comma and number.isdigit() else 0


def _head(plan: Plan) -> Mapping[str, Any]:
    """What the plan is of, and what is proved of it."""
    settings = plan.economy.settings
    return {
        "title": {"en": settings.name},
        "scenario": plan.scenario,
        "rule": plan.rule,
        "quality": plan.certificate.quality,
        "certificate": finite(plan.certificate.data()),
        "effort_name": plan.effort,
        "effort": rounded(plan.effort_used),
        "effort_unit": plan.aims[-1].unit,
    }
