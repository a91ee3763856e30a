"""A comparison of plans in sentences: who loses, who gains, what is done instead, at what cost.

The same sentences stand first in the terminal and on the page. Each is a phrase with its values, and
every value is read from a table of the comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from commonweal.show.headline import Phrase
from commonweal.show.words import Names, Words, words_in

if TYPE_CHECKING:
    from commonweal.compare.comparison import Comparison
    from commonweal.compare.pairing import Remark
    from commonweal.plan.plan import Plan

__all__ = [
    "RULE_NAMES",
    "Compared",
    "joint_names",
    "limit_name",
    "relative",
    "remark_phrase",
    "sentences",
    "signed",
]

_MOST_PLACES = 3  # places that a sentence names
_MOST_LIMITS = 4
_BASE = "base"
_HARDLY = 0.01  # share of the largest change below which one is not worth a sentence
_RANKED = ("route", "limit", "capacity", "supply", "store")  # kinds of limits, what tells most first
_LOST = ("compare.lost", "compare.lost.later")
_GAINED = ("compare.gained", "compare.gained.later")
_REMARKS = {
    "calendar": "compare.remark.calendar",
    "rule": "compare.remark.rule",
    "effort": "compare.remark.effort",
    "quality": "compare.remark.quality",
    "cells": "compare.remark.cells",
    "people": "compare.remark.people",
}


RULE_NAMES = {
    "leximin": "rules.name.leximin",
    "total": "rules.name.total",
    "equal": "rules.name.equal",
    "money": "rules.name.money",
}
"""The phrase that names each rule."""


@dataclass(frozen=True)
class Compared:
    """A comparison, and the words and names it is told in.

    Attributes
    ----------
    comparison, words, names
        What is told, and how.
    """

    comparison: Comparison
    words: Words
    names: Names

    @classmethod
    def of(cls, comparison: Comparison, language: str) -> Compared:
        """The view of a comparison in a language, such as ``en`` or ``ar``."""
        return cls(comparison, words_in(language), joint_names(comparison.plans, language))

    def label(self, name: str) -> str:
        """A plan for people: the title of its scenario, its rule, the economy as it is, or its own name."""
        plan = self.comparison.plans[name]
        scenario = plan.economy.scenarios.get(plan.scenario)
        if name == plan.scenario and scenario is not None and scenario.title:
            return scenario.title
        if name == plan.rule:
            return self.words(RULE_NAMES[name])
        return self.words("compare.as.is") if name == _BASE and not plan.scenario else name


def joint_names(plans: Mapping[str, Plan], language: str) -> Names:
    """Names for people of everything that any of the plans knows; the first plan's come first."""
    parts = [Names.of(plan.economy, language) for plan in reversed(list(plans.values()))]
    joint = Names({}, {}, {})
    for part in parts:
        joint = Names(joint.places | part.places, joint.goods | part.goods, joint.units | part.units)
    return joint


def sentences(view: Compared, name: str) -> list[Phrase]:
    """What is different in a plan, the most telling first."""
    return [
        *_losers_and_gainers(view, name),
        *_people(view, name),
        *_routes(view, name),
        *_effort(view, name),
        *_money(view, name),
        *_limits(view, name),
    ]


def remark_phrase(remark: Remark, view: Compared) -> Phrase:
    """What can't be compared, or only with care."""
    words, values = view.words, dict(remark.values)
    told: dict[str, object] = {"plan": view.label(remark.plan)}
    if remark.kind == "calendar":
        told |= {"n": values["n"], "first": words.day(str(values["first"]))}
        told |= {"last": words.day(str(values["last"]))}
    elif remark.kind == "cells":
        told |= {side: words.number(float(str(values[side]))) for side in ("base", "here")}
    elif remark.kind == "people":
        places = [view.names.place(str(place)) for place in _listed(values["places"])]
        told |= {"places": _list(places, view)}
    else:
        told |= values
    return _REMARKS[remark.kind], told


def signed(value: float, words: Words) -> str:
    """A difference: +1,240 or −3."""
    return _left_to_right(f"+{words.number(value)}" if value > 0 else words.number(value), words)


def relative(before: float, after: float, words: Words) -> str:
    """A difference in percent of what was before: +3 %; blank where that was nothing."""
    if before == 0.0:
        return "–"
    percent = 100.0 * (after - before) / abs(before)
    if 0.0 < abs(percent) < 0.01:
        return words("percent", number="<\u00a00.01")
    decimals = 0 if abs(percent) >= 10 else 1 if abs(percent) >= 0.1 else 2 if percent else 0
    sign = "+" if percent > 0 else "−" if percent < 0 else ""
    return _left_to_right(words("percent", number=f"{sign}{abs(percent):.{decimals}f}"), words)


def _left_to_right(number: str, words: Words) -> str:
    """A number that keeps its sign on its left in a text that runs from right to left."""
    return f"\u200e{number}" if words.language.direction == "rtl" else number


def _losers_and_gainers(view: Compared, name: str) -> list[Phrase]:
    """Who loses and who gains, what touches the more urgent tier first."""
    rows = view.comparison.of("coverage", name)
    lost, gained = rows.filter(pl.col("lost") > 0.0), rows.filter(pl.col("gained") > 0.0)
    if not lost.height and not gained.height:
        return [("compare.same", {})]
    losers = _moved(view, lost, "lost", _LOST) if lost.height else [("compare.nobody.loses", {})]
    gainers = _moved(view, gained, "gained", _GAINED) if gained.height else [("compare.nobody.gains", {})]
    first = gained.height and (not lost.height or _most_urgent(gained) < _most_urgent(lost))
    return [*gainers, *losers] if first else [*losers, *gainers]


def _most_urgent(rows: pl.DataFrame) -> int:
    return int(min(rows["tier"].to_list()))


def _moved(view: Compared, rows: pl.DataFrame, column: str, phrases: tuple[str, str]) -> list[Phrase]:
    """How much is lost (or gained) in the most urgent tier in which anything is, where, and in later ones."""
    words, names = view.words, view.names
    first = _most_urgent(rows)
    tier = rows.filter(pl.col("tier") == first)
    where = (
        tier.group_by("place", "good")
        .agg(pl.col(column).sum())
        .sort(column, "place", "good", descending=[True, False, False])
    )
    told = [
        words("compare.where", good=names.good(good), place=names.place(place), days=words.number(days))
        for place, good, days in where.head(_MOST_PLACES).iter_rows()
    ]
    if where.height > _MOST_PLACES:
        told.append(words("text.more", n=words.number(where.height - _MOST_PLACES)))
    days = words.number(float(tier[column].sum()))
    found: list[Phrase] = [(phrases[0], {"tier": first, "days": days, "places": _list(told, view)})]
    later = float(rows.filter(pl.col("tier") > first)[column].sum())
    return [*found, (phrases[1], {"days": words.number(later)})] if later > 0.0 else found


def _people(view: Compared, name: str) -> list[Phrase]:
    """People fully covered, in tiers where their number changes."""
    counts = ("base", "base_people", "here", "here_people")
    rows = view.comparison.of("people", name).group_by("tier").agg(pl.col(counts).sum()).sort("tier")
    words = ("before", "were", "after", "people")
    return [
        (
            "compare.people",
            {"tier": row["tier"]}
            | {word: view.words.number(row[count]) for word, count in zip(words, counts, strict=True)},
        )
        for row in rows.iter_rows(named=True)
        if row["base"] != row["here"]
    ]


def _routes(view: Compared, name: str) -> list[Phrase]:
    """Where more goes than before, and where less."""
    words, names = view.words, view.names
    rows = (
        view.comparison.of("flows", name)
        .group_by("route", "from_place", "to_place")
        .agg(pl.col("change_tonnes").sum())
        .filter(pl.col("change_tonnes").abs() > _HARDLY * pl.col("change_tonnes").abs().max())
        .sort("change_tonnes", "route", "from_place", descending=[True, False, False])
    )
    phrases: list[Phrase] = []
    for key, row in (("compare.route.more", rows.head(1)), ("compare.route.less", rows.tail(1))):
        for route, start, end, tonnes in row.iter_rows():
            if (tonnes > 0.0) == (key == "compare.route.more"):
                values = {"tonnes": words.number(abs(tonnes)), "route": route}
                phrases.append((key, values | {"start": names.place(start), "end": names.place(end)}))
    return phrases


def _effort(view: Compared, name: str) -> list[Phrase]:
    """Effort before and after, where it is the same effort over the same days."""
    words = view.words
    rows = view.comparison.of("aims", name)
    efforts = rows.filter(pl.col("aim").str.starts_with("effort: ") & pl.col("change").is_not_null())
    phrases: list[Phrase] = []
    for aim, unit, before, after, change in efforts.iter_rows():
        what = view.names.good(aim.removeprefix("effort: "))
        told: dict[str, object] = {"what": what, "after": words.amount(after, unit)}
        if change == 0.0:
            phrases.append(("compare.effort.same", told))
        else:
            told |= {"before": words.amount(before, unit), "change": relative(before, after, words)}
            phrases.append(("compare.effort", told))
    return phrases


def _money(view: Compared, name: str) -> list[Phrase]:
    """What is paid before and after, by currency."""
    words = view.words
    return [
        (
            "compare.money",
            {
                "currency": view.names.good(currency),
                "before": words.number(before),
                "after": words.number(after),
                "change": relative(before, after, words),
            },
        )
        for currency, before, after, change in view.comparison.of("money", name).iter_rows()
        if change != 0.0
    ]


def _limits(view: Compared, name: str) -> list[Phrase]:
    """Limits that began to bind, and those that no longer do: those that matter to coverage first."""
    rows = view.comparison.of("limits", name)
    ranks = {kind: number for number, kind in enumerate(_RANKED)}
    kind = pl.col("limit").replace_strict(ranks, default=len(ranks), return_dtype=pl.Int64)
    rows = rows.with_columns(kind=kind, minor=~pl.col("aim").str.contains("tier")).sort(
        "minor", "kind", "what", "place"
    )
    phrases: list[Phrase] = []
    for state, key in (("began", "compare.limits.began"), ("stopped", "compare.limits.stopped")):
        found = rows.filter(pl.col("state") == state)
        if found.height:
            told = [limit_name(row, view) for row in found.head(_MOST_LIMITS).iter_rows(named=True)]
            if found.height > _MOST_LIMITS:
                told.append(view.words("text.more", n=view.words.number(found.height - _MOST_LIMITS)))
            phrases.append((key, {"limits": _list(told, view)}))
    return phrases


def limit_name(row: Mapping[str, str], view: Compared) -> str:
    """A limit in words: its kind, what it limits and where."""
    what = ", ".join(_known(part, view.names) for part in row["what"].split(", "))
    place = view.names.place(row["place"])
    return view.words(
        "compare.limit",
        kind=view.words.choice("limit", row["limit"]),
        what=f"{what}, {place}" if place else what,
    )


def _known(part: str, names: Names) -> str:
    """A part of what a limit limits: a good or a place by its name for people, all else as it is."""
    return names.goods.get(part) or names.places.get(part) or part


def _list(parts: list[str], view: Compared) -> str:
    return view.words("compare.list.between").join(parts)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]
