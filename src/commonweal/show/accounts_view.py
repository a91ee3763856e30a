"""Accounts together with the words they are told in, and the lines that pages and terminals share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from commonweal.inputoutput.tables import Floats
from commonweal.show.words import Words, words_in

if TYPE_CHECKING:
    from commonweal.accounting.accounts import Accounts

__all__ = ["AccountsView", "Phrase"]

_BILLION, _MILLION = 1e9, 1e6

Phrase = tuple[str, Mapping[str, object]]
"""Key of a phrase and the values set into it."""


@dataclass(frozen=True, eq=False)
class AccountsView:
    """Accounts, and the words they are told in.

    Attributes
    ----------
    accounts, words
        What is told, and how.
    """

    accounts: Accounts
    words: Words

    @classmethod
    def of(cls, accounts: Accounts, language: str) -> AccountsView:
        """The view of accounts in a language, such as ``en`` or ``ar``."""
        return cls(accounts, words_in(language))

    @property
    def several(self) -> bool:
        """Whether there is more than one region."""
        return len(self.accounts.flat.sectors.distinct_regions) > 1

    @property
    def has_work(self) -> bool:
        """Whether the table has labour."""
        return "labour_value" in self.accounts["sectors"].columns

    @property
    def value_unit(self) -> str:
        """The unit of labour values: labour per unit of the table's money."""
        source = self.accounts.flat.provenance
        money = (
            f"{self.words.number(source.scale)} {source.currency}" if source.scale != 1.0 else source.currency
        )
        return f"{self.accounts.work_unit}/{money}"

    def heading(self) -> Phrase:
        """Whose accounts these are."""
        source = self.accounts.table.provenance
        if source.year and str(source.year) not in source.name:
            return "accounts.heading.year", {"name": source.name, "year": source.year}
        return "accounts.heading", {"name": source.name}

    def lead(self) -> Phrase:
        """How large the table is."""
        flat, words = self.accounts.flat, self.words
        values = {
            "sectors": words.number(len(flat.sectors.distinct_names)),
            "output": words.number(float(flat.output.sum()) * flat.provenance.scale),
            "currency": flat.provenance.currency,
        }
        if not self.several:
            return "accounts.lead.one", values
        return "accounts.lead", values | {"regions": words.number(len(flat.sectors.distinct_regions))}

    def trade_lead(self) -> Phrase:
        """Which part of what is done is done for others."""
        regions = self.accounts["regions"]
        done = float(regions["done"].sum())
        share = self.words.percent(float(regions["exported"].sum()) / done if done else 0.0)
        if self.accounts.of == "labour":
            return "accounts.trade.lead.work", {"share": share}
        of = self.words("accounts.of.added") if self.accounts.of == "value_added" else self.accounts.of
        return "accounts.trade.lead", {"share": share, "of": of}

    def check_phrase(self) -> Phrase:
        """Whether all identities hold."""
        checks = self.accounts["checks"]
        failed = checks.filter(~pl.col("holds"))
        if not failed.height:
            worst = float(checks["residual"].max() or 0.0)  # type: ignore[arg-type]
            return "accounts.check.all", {"n": checks.height, "worst": self.words.small(worst)}
        names = "; ".join(self.words.choice("identity", name) for name in failed["identity"])
        return "accounts.check.some", {"n": failed.height, "all": checks.height, "names": names}

    def profit_phrases(self) -> list[Phrase]:
        """The rate of profit, and on what it is."""
        profit = self.accounts.profit
        if profit is None:
            return []
        rates = {
            "rate": self.words("percent", number=f"{100 * profit.profit_rate:.1f}"),
            "most": self.words("percent", number=f"{100 * profit.maximum_rate:.1f}"),
        }
        has_stock = bool(len(self.accounts.flat.capital))
        return [
            ("accounts.profit", rates),
            ("accounts.profit.stock" if has_stock else "accounts.profit.flows", {}),
        ]

    def deviation_phrases(self) -> list[Phrase]:
        """How near the market's prices are to labour values and to prices of production."""
        rows = self.accounts["deviations"]
        return [
            (
                "accounts.near",
                {
                    "first": self.words(f"accounts.near.{row['first']}"),
                    "off": self.words.percent(row["weighted_deviation"]),
                    "angle": f"{row['angle']:.1f}",
                },
            )
            for row in rows.iter_rows(named=True)
            if row["second"] == "market"
        ]

    def trade_scale(self) -> tuple[float, str]:
        """What amounts of trade are divided by so that they are easily read, and the unit that gives."""
        largest = float(self.accounts["regions"]["done"].max() or 0.0)  # type: ignore[arg-type]
        unit = self.accounts.unit
        if largest >= _BILLION:
            return _BILLION, self.words("billion", number="").strip() + f" {unit}"
        if largest >= _MILLION:
            return _MILLION, self.words("million", number="").strip() + f" {unit}"
        return 1.0, unit

    def trade_cells(self, row: Mapping[str, Any], factor: float) -> list[str]:
        """One region's trade in numbers, all but the last divided by a factor."""
        columns = ("done", "commanded", "exported", "imported", "balance")
        head = row["balance_per_head"]
        return [
            *(self.words.number(row[name] / factor) for name in columns),
            "–" if head is None else self.words.number(head),
        ]

    def amount(self, value: float) -> str:
        """An amount of what is followed through trade."""
        return self.words.amount(value, self.accounts.unit)

    def named(self, row: Mapping[str, Any]) -> str:
        """A sector for people, led by its region where there are several."""
        return f"{row['region']}: {row['title']}" if self.several else str(row["title"])

    def coefficients(self, by: str, most: int) -> tuple[Floats, list[str], int]:
        """Inputs per unit of output summed by ``sector`` or by ``region``, what rows are called, and how many
        more there are than the ``most`` largest, which are given.
        """  # noqa: D205
        flat = self.accounts.flat
        labels = flat.sectors.names if by == "sector" else flat.sectors.regions
        known = list(dict.fromkeys(labels))
        codes = np.array([known.index(label) for label in labels])
        summed = np.zeros((len(known), len(flat.sectors)))
        np.add.at(summed, codes, flat.flows)
        flows = np.zeros((len(known), len(known)))
        np.add.at(flows.T, codes, summed.T)
        output = np.bincount(codes, weights=flat.output, minlength=len(known))
        per = np.divide(1.0, output, out=np.zeros_like(output), where=output > 0.0)
        kept = np.sort(np.argsort(-output, kind="stable")[:most])
        values, left = (flows * per)[np.ix_(kept, kept)], len(known) - len(kept)
        if by == "region":
            return values, [known[at] for at in kept], left
        titles = {name: flat.sectors.title(at) for at, name in reversed(list(enumerate(labels)))}
        return values, [titles[known[at]] for at in kept], left
