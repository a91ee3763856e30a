"""Explanations in sentences: why a need can't rise, and what would help."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.show.people import FULL
from commonweal.show.saying import NOTHING, Linked, Said, Several, Target, Thing
from commonweal.show.words import Names, Words, words_in

if TYPE_CHECKING:
    from commonweal.explain.records import Cell, Explanation, Reason, Relief, Step
    from commonweal.model import Economy

__all__ = ["Teller"]

_NOTHING_GAINED = 1e-9  # person-days per person-day of the need
_ROOM = 1e-5  # coverage that a need could have beyond what the plan gives it, and that is worth a word
_REASONS = {
    "route": "explain.reason.route",
    "supply": "explain.reason.supply",
    "activity": "explain.reason.activity",
    "equipment": "explain.reason.equipment",
    "opening": "explain.reason.opening",
    "store": "explain.reason.store",
    "limit": "explain.reason.limit",
    "cap": "explain.reason.cap",
    "ration": "explain.reason.ration",
    "closed routes": "explain.reason.closed.route",
    "closed supplies": "explain.reason.closed.supply",
    "closed activities": "explain.reason.closed.activity",
}
_THINGS = {
    "route": "explain.what.route",
    "supply": "explain.what.supply",
    "activity": "explain.what.activity",
    "equipment": "explain.what.equipment",
    "opening": "explain.what.opening",
    "store": "explain.what.store",
    "limit": "explain.what.limit",
    "cap": "explain.what.cap",
    "ration": "explain.what.ration",
    "closed routes": "explain.what.closed.route",
    "closed supplies": "explain.what.closed.supply",
    "closed activities": "explain.what.closed.activity",
}
_STEPS = {
    "share": "explain.step.share",
    "day": "explain.step.day",
    "unit": "explain.step.unit",
    "open": "explain.step.open",
    "lift": "explain.step.lift",
}
_UNITS = {"/person/day": "explain.unit.person", "/day": "explain.unit.day", "/period": "explain.unit.period"}
"""How a unit ends that counts over something, the longest first."""


@dataclass(frozen=True)
class Teller:
    """Tells explanations of one economy in one language.

    Attributes
    ----------
    economy, words, names
        What is told about, and how.
    """

    economy: Economy
    words: Words
    names: Names

    @classmethod
    def of(cls, economy: Economy, language: str) -> Teller:
        """The teller of an economy in a language, such as ``en`` or ``ar``."""
        return cls(economy, words_in(language), Names.of(economy, language))

    def cell(self, cell: Cell) -> Said:
        """Who is short of what, where and when."""
        coverage = {"coverage": self.words.percent(cell.coverage)}
        return Said("explain.cell", self._cell(cell) | coverage)

    def because(self, cell: Cell) -> Said:
        """Why somebody would make a relief: what it helps."""
        return Said("relief.because", self._cell(cell))

    def place(self, name: str | None) -> Thing | str:
        """A place by its name for people; nothing for a blank one."""
        return Thing(self.names.place(name), Target("place", name)) if name else ""

    def good(self, name: str | None) -> Thing | str:
        """A good by its name for people; nothing for a blank one."""
        return Thing(self.names.good(name), Target("good", name)) if name else ""

    def _cell(self, cell: Cell) -> dict[str, object]:
        """What a need is called."""
        return {
            "good": self.good(cell.good),
            "place": self.place(cell.place),
            "group": _thing("group", cell.group),
            "day": self.words.day(cell.period),
        }

    def why(
        self, explanation: Explanation, earlier: Sequence[Explanation] = ()
    ) -> tuple[Said, tuple[Said, ...]]:
        """Why a need can't rise: a sentence, and the reasons that follow it one a line, if several do.

        Reasons that were told of an earlier explanation are not told again.
        """
        same = next((one for one in earlier if _alike(one, explanation)), None)
        if same is not None:
            return Said("explain.same", self._cell(same.cell)), ()
        reasons = tuple(self.reason(reason) for reason in explanation.reasons)
        if not reasons:
            return self._without_reasons(explanation), ()
        if explanation.highest > explanation.cell.coverage + _ROOM:
            key = "explain.hindsight" if _only_later(explanation) else "explain.could"
            return Said(key, {"highest": self.words.percent(explanation.highest)}), reasons
        if len(reasons) == 1:
            return Said("explain.one", {"reason": reasons[0]}), ()
        return Said("explain.all"), reasons

    def _without_reasons(self, explanation: Explanation) -> Said:
        """Why a need has no more though no figure holds it down: the rule, lack of news, or lack of goods."""
        if explanation.highest >= FULL:
            return Said("explain.hindsight.full" if _only_later(explanation) else "explain.rule")
        goods = Several(tuple(self.good(good) for good in explanation.carriers))
        return Said("explain.nothing", {"goods": goods}) if goods.parts else Said("explain.nothing.contains")

    def notes(self, explanation: Explanation) -> tuple[Said, ...]:
        """With what knowledge that is said, in how many periods it is so, and who else has no more."""
        found = []
        if explanation.known_on:
            found.append(self.known_on(explanation.known_on))
            later = explanation.hindsight
            if later is not None and later > explanation.highest + _ROOM:
                found.append(Said("explain.later", {"highest": self.words.percent(later)}))
        if explanation.alike > 1:
            found.append(Said("explain.alike", {"n": self.words.number(explanation.alike)}))
        if explanation.others_short:
            found.append(Said("explain.others", {"n": self.words.number(explanation.others_short)}))
        return tuple(found)

    def known_on(self, day: str) -> Said:
        """On which day things were known as they are told."""
        return Said("explain.known", {"day": self.words.day(day)})

    def reason(self, reason: Reason) -> Said:
        """One reason: what is full, shut or used up, how much that is, when, and where it stands."""
        values = self._named(reason) | {
            "figure": self.figure(reason.figure, reason.unit),
            "when": self._when(reason.periods),
            "where": Said("explain.where", {"parts": self._sources(reason)}),
        }
        return Said(_REASONS.get(_kind(reason), "explain.reason.other"), values)

    def relief(self, explanation: Explanation, relief: Relief) -> Said:
        """What a relief would give."""
        values: dict[str, object] = {"steps": self.steps(relief.steps)}
        if relief.person_days <= _NOTHING_GAINED * explanation.cell.person_days:
            return Said("explain.gain.none", values)
        before, after = self._apart(explanation.highest, relief.coverage)
        return Said(
            "explain.gain",
            values
            | {
                "before": before,
                "after": after,
                "gain": self.words.number(relief.person_days),
            },
        )

    def _apart(self, before: float, after: float) -> tuple[str, str]:
        """Two shares in percent, with as many decimals as it takes to tell them apart."""
        plain = self.words.percent(before), self.words.percent(after)
        if plain[0] != plain[1]:
            return plain
        decimals = next((n for n in (1, 2, 3) if round(100 * before, n) != round(100 * after, n)), 4)
        exact = (f"{100 * share:.{decimals}f}" for share in (before, after))
        first, second = (self.words("percent", number=number) for number in exact)
        return first, second

    def steps(self, steps: tuple[Step, ...]) -> Several:
        """Everything that is loosened at once."""
        return Several(tuple(self._step(step) for step in steps), "explain.and")

    def change(self, step: Step) -> tuple[object, object]:
        """What a figure is, and what it would be."""
        reason = step.reason
        if step.word == "lift":
            return self.words("relief.tied"), self.words("relief.untied")
        if reason.kind == "closed":
            return self.words("relief.shut"), self.words("relief.open")
        sign = -1.0 if reason.column == "at_least" else 1.0  # a floor is loosened by sinking
        after = reason.figure + sign * step.more
        return self.figure(reason.figure, reason.unit), self.figure(after, reason.unit)

    def thing(self, reason: Reason) -> Said:
        """What a figure is about, as what there could be more of."""
        return Said(_THINGS.get(_kind(reason), "explain.what.other"), self._named(reason))

    def figure(self, figure: float, unit: str) -> object:
        """A figure with its unit."""
        if not math.isfinite(figure):
            return self.words("explain.unlimited")
        for ending, phrase in _UNITS.items():
            if unit.endswith(ending):
                base = unit.removesuffix(ending)
                base = self.words("explain.unit.level") if base == "level" else base
                return Said(phrase, {"amount": self.words.amount(figure, base)})
        return self.words.amount(figure, unit)

    def place_in_tables(self, reason: Reason) -> Linked:
        """Where a figure stands, as the person sees it."""
        target = Target("row", table=reason.table, row=reason.row)
        if not reason.file_row:
            return Linked(Said("explain.made", {"table": reason.table}), target)
        values = {"file": reason.file, "sheet": reason.sheet, "row": reason.file_row}
        return Linked(Said("explain.sheet" if reason.sheet else "explain.file", values), target)

    def _step(self, step: Step) -> Said:
        """How far one figure is loosened."""
        share = step.more / step.reason.figure if step.word == "share" and step.reason.figure else 0.0
        values = {
            "share": self.words.percent(share),
            "amount": self.figure(step.more, step.reason.unit),
            "what": self.thing(step.reason),
            "when": self._when((step.period,)),
        }
        return Said(_STEPS[step.word], values)

    def _named(self, reason: Reason) -> dict[str, object]:
        """The names that a phrase about a figure may set in."""
        names = reason.names
        way = self.way(names.get("route", ""), names.get("from_place"), names.get("to_place"))
        kinds = ("supply", "activity", "equipment", "limit", "ration")
        return {kind: _thing(kind, names.get(kind, "")) for kind in kinds} | {
            "way": way,
            "good": self.good(names.get("good")),
            "what": f"{reason.table}: {reason.column}",
            "at": self.at(names.get("place", "")),
        }

    def way(self, route: str, start: str | None, end: str | None) -> Said:
        """A route with its ends."""
        values = {"route": _thing("route", route), "start": self.place(start), "end": self.place(end)}
        return Said("explain.way", values)

    def at(self, place: str) -> Said | Several:
        """In which place; nothing for a blank one."""
        if place == "*":
            return Said("explain.each")
        return Said("explain.at", {"place": self.place(place)}) if place else NOTHING

    def _when(self, periods: tuple[str, ...]) -> Said | Several:
        """In which periods a reason holds, shortly."""
        named = [period for period in periods if period]
        whole = self.economy.settings.calendar.n_periods
        if not named or len(named) == whole:
            return NOTHING
        if len(named) == 1:
            return Said("explain.when.one", {"day": self.words.day(named[0])})
        return Said("explain.when.some", {"part": len(named), "whole": whole})

    def _sources(self, reason: Reason) -> Several:
        """Where a figure stands, why it is so, and who says so."""
        parts: list[object] = [self.place_in_tables(reason)]
        if reason.because:
            parts.append(Said("explain.because", {"because": reason.because}))
        if reason.claimed_by:
            parts.append(Said("explain.claimed", {"claimed": reason.claimed_by}))
        if reason.source:
            assumed = reason.source.strip().lower() == "assumed"
            parts.append(Said("explain.assumed" if assumed else "explain.source", {"source": reason.source}))
        return Several(tuple(parts), "explain.part")


def _thing(kind: str, name: str) -> Thing | str:
    """A thing that is called by its own name; nothing for a blank one."""
    return Thing(name, Target(kind, name)) if name else ""


def _only_later(explanation: Explanation) -> bool:
    """Whether all that became known later counts as known in what is said."""
    return explanation.hindsight is not None and not explanation.known_on


def _alike(one: Explanation, other: Explanation) -> bool:
    """Whether two needs are held down by the same reasons, which are more than one."""
    plain = one.highest <= one.cell.coverage + _ROOM and other.highest <= other.cell.coverage + _ROOM
    same = one.known_on == other.known_on and one.reasons == other.reasons
    return plain and len(one.reasons) > 1 and same


def _kind(reason: Reason) -> str:
    """The kind of a reason; what is closed is told by its table."""
    return f"closed {reason.table}" if reason.kind == "closed" else reason.kind
