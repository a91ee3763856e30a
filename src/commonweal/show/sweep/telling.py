"""What a sweep says in sentences and cells, the same in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from commonweal.show.words import Names, Words, words_in
from commonweal.sweep.summary import SweepSummary

__all__ = ["Told"]

_UNIT = "outcome"


@dataclass(frozen=True)
class Told:
    """A summary with the words and names to tell it in."""

    summary: SweepSummary
    words: Words
    names: Names

    @classmethod
    def of(cls, summary: SweepSummary, language: str) -> Told:
        """A summary in a language.

        Raises
        ------
        ModelError
            If there is no such language.
        """
        told = summary.sweep.about.names
        places, goods = (_names(told[table], language) for table in ("places", "goods"))
        return cls(summary, words_in(language), Names(places, goods, {}))

    @property
    def first_tier(self) -> int:
        """The most urgent tier."""
        return self.summary.sweep.tiers[0]

    def name(self, by: str, name: str) -> str:
        """A place, good or group for people."""
        return {"place": self.names.place, "good": self.names.good}.get(by, str)(name)

    def outcome(self, outcome: str) -> str:
        """An outcome for people."""
        kind, _, tier = outcome.partition("_tier_")
        told = self.words(f"sweeps.outcome.{kind}", tier=tier)
        units = self.summary.sweep.rows["effort_unit"].drop_nulls()
        return f"{told} ({units[0]})" if outcome == "effort" and len(units) else told

    def figure(self, outcome: str, value: float | None) -> str:
        """A value of an outcome for people."""
        if value is None:
            return "–"
        return self.words.percent(value) if outcome.startswith("mean_") else self.words.number(value)

    def sentences(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What there is to say first: phrases and their values."""
        counts = self.summary.sweep.counts()
        told: list[tuple[str, Mapping[str, Any]]] = [
            ("sweeps.counts", {key: counts[key] for key in ("done", "failed", "missing")})
        ]
        if counts["missing"]:
            told.append(("sweeps.missing", {"missing": counts["missing"]}))
        if not counts["done"]:
            return [*told, ("sweeps.nothing", {})]
        return [*told, *self._spreads(), *self._mover(), *self._choice(), *self.proof()]

    def proof(self) -> list[tuple[str, Mapping[str, Any]]]:
        """How well the plans are proved, and how they were made."""
        counts = self.summary.sweep.counts()
        anew = counts.get("how anew", 0) + counts.get("how turns", 0)
        done, approximate = counts["done"], counts.get("quality approximate", 0)
        told: list[tuple[str, Mapping[str, Any]]] = [
            ("sweeps.quality", {"verified": counts.get("quality verified", 0), "done": done}),
            ("sweeps.how", {"again": done - anew, "anew": anew}),
        ]
        return [*told, ("sweeps.approximate", {"n": approximate})] if approximate else told

    def _spreads(self) -> list[tuple[str, Mapping[str, Any]]]:
        """How coverage spreads, tier by tier."""
        outcomes = self.summary["outcomes"]
        rows = {row["outcome"]: row for row in outcomes.iter_rows(named=True)}
        percent = self.words.percent
        return [
            (
                "sweeps.told.tier",
                {
                    "tier": tier,
                    "low": percent(row["q25"]),
                    "high": percent(row["q75"]),
                    "least": percent(row["least"]),
                },
            )
            for tier in self.summary.sweep.tiers
            if (row := rows.get(f"mean_tier_{tier}")) is not None
        ]

    def _mover(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What moves the first tier that anything moves."""
        for tier in self.summary.sweep.tiers:
            rows = self.summary["tornado"].filter(
                pl.col("outcome") == f"mean_tier_{tier}", pl.col("swing") > 1e-6
            )
            if rows.height:
                row = rows.row(0, named=True)
                percent = self.words.percent
                values = {
                    "tier": tier,
                    "parameter": row["parameter"],
                    "low": percent(row["at_low"]),
                    "at_low": row["low"],
                    "high": percent(row["at_high"]),
                    "at_high": row["high"],
                }
                return [("sweeps.told.tornado", values)]
        return []

    def _choice(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The choice with the least regret at most, by the first tier in which choices differ."""
        regret = self.summary["regret"]
        for tier in self.summary.sweep.tiers if self.summary.sweep.design.choices else ():
            rows = regret.filter(pl.col("outcome") == f"mean_tier_{tier}").sort("most", "mean")
            if rows.height > 1 and float(rows["most"][-1]) > 1e-6:
                row = rows.row(0, named=True)
                values = {"tier": tier, "way": row["way"], "most": self.regret(row["outcome"], row["most"]),
                          "share": self.words.percent(row["best_in"])}  # fmt: skip
                return [("sweeps.told.regret", values)]
        return []

    def regret(self, outcome: str, value: float) -> str:
        """A regret for people: points of percent of coverage, or people."""
        if value <= 1e-6:
            return "0"
        return self.words.number(100.0 * value if outcome.startswith("mean_") else value)


def _names(rows: Any, language: str) -> dict[str, str]:
    """Names for people by their key."""
    found = {}
    for row in rows:
        key = next(iter(row.values()))
        wanted = (row.get(f"name_{language}"), row.get("name"))
        found[key] = next((name for name in wanted if name), key)
    return found
