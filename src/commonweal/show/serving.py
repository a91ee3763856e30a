"""What something in a plan is for, in sentences: whom it serves, and what makes up its price."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from commonweal.show.aims import aim_name
from commonweal.show.explaining import Teller
from commonweal.show.saying import NOTHING, Said, Several, Target, Thing

if TYPE_CHECKING:
    from commonweal.explain.tracing import Why
    from commonweal.explain.tracing_prices import Part, Price
    from commonweal.plan.plan import Plan

__all__ = ["Serving"]

_MOST_SUMS = 6
_ENDS = {
    "stored": "why.end.stored",
    "lost": "why.end.lost",
    "under_way": "why.end.underway",
    "left_over": "why.end.leftover",
    "beyond": "why.end.beyond",
    "spent": "why.end.spent",
    "circle": "why.end.circle",
}
_WORTH = {"price": "why.worth.price", "mass": "why.worth.mass", "equal": "why.worth.equal"}
_WAYS = {
    "make": "price.make",
    "bring": "price.bring",
    "supply": "price.supply",
    "keep": "price.keep",
    "use": "price.use",
    "send": "price.send",
    "spend": "price.spend",
    "store": "price.store",
    "need": "price.need",
}
_PARTS = {
    "good": "price.part.good",
    "effort": "price.part.effort",
    "needs": "price.part.needs",
    "limit": "price.part.limit",
}


@dataclass(frozen=True)
class Serving:
    """Tells what something in a plan is for.

    Attributes
    ----------
    why
        What is told.
    teller
        The words and names it is told in.
    units
        The unit of each aim.
    """

    why: Why
    teller: Teller
    units: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan, why: Why, language: str) -> Serving:
        """The teller of what something is for, in a language such as ``en`` or ``ar``."""
        return cls(why, Teller.of(plan.economy, language), {aim.name: aim.unit for aim in plan.aims})

    def headline(self) -> Said:
        """How much of it there is."""
        why, words, teller = self.why, self.teller.words, self.teller
        good = why.name if why.kind == "good" else why.good
        place = (
            Said("why.to", {"place": teller.place(why.place)}) if why.kind == "route" and why.place else None
        )
        values = {
            "name": Thing(why.name, Target(why.kind, why.name)),
            "good": teller.good(good),
            "amount": words.amount(why.amount, why.unit),
            "at": place or teller.at(why.place),
            "when": self.when(),
        }
        keys = {"activity": "why.activity", "route": "why.route", "good": "why.good"}
        supply = "why.supply" if why.good else "why.supply.all"
        return Said(keys.get(why.kind, supply), values)

    def when(self) -> Said | Several:
        """In which period, if one was asked about."""
        if not self.why.period:
            return NOTHING
        return Said("explain.when.one", {"day": self.teller.words.day(self.why.period)})

    def sums(self) -> list[Said]:
        """What serves people, by need and by place, the largest first; only where that is shorter."""
        needs = self.why.shares.filter(pl.col("end") == "need")
        return [
            Said(phrase, {"parts": self._by(needs, column, name)})
            for phrase, column, name in (
                ("why.by.need", "good", self.teller.good),
                ("why.by.place", "place", self.teller.place),
            )
            if needs[column].n_unique() < needs.height
        ]

    def _by(self, needs: pl.DataFrame, column: str, name: Callable[[str], object]) -> Several:
        """The largest shares by one column."""
        sums = (
            needs.group_by(column)
            .agg(pl.col("share").sum())
            .sort(["share", column], descending=[True, False])
        )
        parts: list[object] = [
            Said("why.by.part", {"name": name(key), "share": self.teller.words.percent(share)})
            for key, share in sums.head(_MOST_SUMS).rows()
        ]
        if sums.height > _MOST_SUMS:
            parts.append(self.teller.words("text.more", n=self.teller.words.number(sums.height - _MOST_SUMS)))
        return Several(tuple(parts))

    def headings(self) -> tuple[str, ...]:
        """Headings of the columns of ``lines``."""
        words = self.teller.words
        return words("why.share"), words("why.amount"), words("why.for"), words("why.whom")

    def lines(self) -> list[tuple[str, str, Said, Several]]:
        """What it is for: share, amount, need or end, and whose, the largest first."""
        words, why = self.teller.words, self.why
        return [
            (
                words.percent(row["share"]),
                words.amount(row["amount"], why.unit),
                self._purpose(row),
                Several(tuple(part for part in (self.teller.place(row["place"]), row["group"]) if part)),
            )
            for row in why.shares.iter_rows(named=True)
        ]

    def _purpose(self, row: Mapping[str, object]) -> Said:
        """A need and its tier, or where it ends."""
        good = self.teller.good(str(row["good"]))
        if row["end"] == "need":
            return Said("why.need", {"good": good, "tier": row["tier"]})
        return Said(_ENDS[str(row["end"])], {"good": good})

    def method(self) -> list[Said]:
        """How shares were counted."""
        by_word: dict[str, list[str]] = {}
        for activity, word in sorted(self.why.worth.items()):
            by_word.setdefault(word, []).append(activity)
        shared = [Said(_WORTH[word], {"activities": Several(tuple(of))}) for word, of in by_word.items()]
        return [Said("why.method"), *shared]

    def prices(self) -> list[Said]:
        """Each price of the good, aim by aim, and what makes it up."""
        return [self._price(price) for price in self.why.prices]

    def _price(self, price: Price) -> Said:
        words, of = self.teller.words, price.names
        unit = self.units.get(price.aim, "")
        values = {
            "name": of.get("activity") or of.get("supply", ""),
            "at": self.teller.at(of.get("place", "")),
            "way": self.teller.way(of.get("route", ""), of.get("from"), of.get("to")),
            "parts": Several(tuple(self._part(part) for part in price.parts)),
        }
        return Said(
            "price.line",
            {
                "aim": aim_name(price.aim, words),
                "unit": self.why.unit,
                "price": words.amount(price.price, "" if unit == "share" else unit),
                "way": Said(_WAYS[price.way], values),
            },
        )

    def _part(self, part: Part) -> Said:
        names, words = self.teller.names, self.teller.words
        share = words("percent", number=words.number(float(f"{100 * part.share:.3g}")))
        elsewhen = part.period not in ("", self.why.period)
        values = {
            "share": f"({share})",
            "when": Said("explain.when.one", {"day": words.day(part.period)}) if elsewhen else NOTHING,
            "amount": words.amount(part.amount, names.unit(part.good)),
            "good": self.teller.good(part.good),
            "at": self.teller.at(part.place),
        }
        return Said(_PARTS[part.kind], values)
