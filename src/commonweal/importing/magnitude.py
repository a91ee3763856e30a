"""Whether the totals of a table are of the size that countries have, or a thousand times off.

The bands lie beside this file as ``magnitudes.csv``, with reason and source row by row; they hold for
the sum over the regions whose people are known. A band reaches less than a factor of ten thousand, so
that a slip of a million always leaves it and one of a thousand nearly always leaves one of them.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from commonweal.findings import Finding
from commonweal.inputoutput.tables import SupplyUse
from commonweal.validate.report import finding

__all__ = ["Magnitude", "magnitudes", "out_of_scale"]

_HERE = Path(__file__).parent
_FACTORS = (1e-3, 1e3, 1e-6, 1e6)
_NAMES = {
    "output": "Output per head",
    "value_added": "Value added per head",
    "consumption": "Household consumption per head",
    "consumption_per_value_added": "Household consumption over value added",
}


@dataclass(frozen=True)
class _Band:
    """What a measure lies between in any country, and in nearly all."""

    least: float
    most: float
    least_usual: float
    most_usual: float


@dataclass(frozen=True)
class Magnitude:
    """One total of a table beside what countries have.

    Attributes
    ----------
    measure
        ``output``, ``value_added``, ``consumption`` (of households), per person and year, or
        ``consumption_per_value_added``.
    value
        In the table's currency (not in thousands or millions of it); the ratio as it is.
    least, most
        What lies outside is no country's, in the same unit.
    least_usual, most_usual
        What lies outside is out of the ordinary.
    scales
        Whether another unit of money would change it.
    """

    measure: str
    value: float
    least: float
    most: float
    least_usual: float
    most_usual: float
    scales: bool

    def possible(self, factor: float = 1.0) -> bool:
        """Whether any country has this, were figures multiplied by a factor."""
        return self.least <= self.value * (factor if self.scales else 1.0) <= self.most

    @property
    def usual(self) -> bool:
        """Whether nearly all countries and years lie about here."""
        return self.least_usual <= self.value <= self.most_usual

    def __str__(self) -> str:
        possible = self.possible()
        band = (self.least_usual, self.most_usual) if possible else (self.least, self.most)
        word = "usual" if possible else "possible"
        least, most = (_figure(number) for number in band)
        return f"{_NAMES[self.measure]} is {_figure(self.value)} ({word}: {least} to {most})"


def magnitudes(table: SupplyUse, people: Mapping[str, float] | None = None) -> tuple[Magnitude, ...]:
    """Output, value added and household consumption per head, where they can be told.

    Parameters
    ----------
    table
        The table.
    people
        Inhabitants of each region; None: those of the table.

    Returns
    -------
    None per head where no people are known, or the currency is not among ``currencies.csv``; what a
    table has no figures of is left out.
    """
    heads = table.people if people is None else people
    known = {region: heads[region] for region in table.regions if heads.get(region, 0.0) > 0.0}
    rate = _rates().get(table.provenance.currency.upper())
    found = []
    if known and rate is not None:
        for measure, total in _money(table, known).items():
            value = total * table.provenance.scale / sum(known.values())
            if value != 0.0:
                found.append(_placed(measure, value, rate, scales=True))
    whole = _money(table, table.regions)
    if whole["value_added"] > 0.0 and whole["consumption"] != 0.0:
        ratio = whole["consumption"] / whole["value_added"]
        found.append(_placed("consumption_per_value_added", ratio, 1.0, scales=False))
    return tuple(found)


def out_of_scale(table: SupplyUse, found: tuple[Magnitude, ...], file: str = "") -> list[Finding]:
    """What is wrong with the size of a table's totals: a slip of the unit (T10), or something odd (T11)."""
    odd = [each for each in found if not (each.usual and each.possible())]
    if not odd:
        return []
    told = "; ".join(str(each) for each in odd) + "."
    if not all(each.possible() for each in found if each.scales):
        fitting = [
            factor for factor in _FACTORS if all(each.possible(factor) for each in found if each.scales)
        ]
        if fitting:
            return [_slip(table, told, fitting[0], file)]
    return [
        finding(
            "T11",
            told,
            "Compare the unit, the year of the people, and which final users are households.",
            file=file,
            value=_unit(table, table.provenance.scale),
        )
    ]


def _slip(table: SupplyUse, told: str, factor: float, file: str) -> Finding:
    """The finding for figures in another unit than the table says."""
    right = table.provenance.scale * factor
    size = f"{1 / factor:,.0f} times too large" if factor < 1.0 else f"{factor:,.0f} times too small"
    option = f"{right:.0e}".replace("e+0", "e").replace("e+", "e") if right >= 1e3 else f"{right:g}"
    return finding(
        "T10",
        f"{told} Taken so, figures are {size}.",
        f"They are in {_unit(table, right)}, it seems: say so with --scale {option}.",
        file=file,
        value=_unit(table, table.provenance.scale),
    )


def _figure(number: float) -> str:
    """A number as people read it: 9,782; 0.57."""
    return f"{number:,.0f}" if abs(number) >= 100.0 else f"{number:.3g}"


def _unit(table: SupplyUse, scale: float) -> str:
    """A unit of money in words: million USD."""
    words = {1.0: "", 1e3: "thousand ", 1e6: "million ", 1e9: "billion ", 1e12: "trillion "}
    return f"{words.get(scale, f'{scale:g} ')}{table.provenance.currency}"


def _money(table: SupplyUse, regions: Collection[str]) -> dict[str, float]:
    """Output, value added and household consumption of some regions, in money of the table."""
    industries = np.array([region in regions for region in table.industries.regions], dtype=bool)
    pairs = zip(table.final.regions, table.final_kinds, strict=True)
    households = np.array([region in regions and kind == "household" for region, kind in pairs], dtype=bool)
    output = float(table.industry_output[industries].sum())
    if len(table.value_added):
        kinds = table.value_added.kinds
        rows = table.value_added.at([place for place, kind in enumerate(kinds) if kind != "imports"])
        added = float(rows.by_industry[:, industries].sum())
    else:
        added = output - float(table.use.sum(axis=0)[industries].sum())
    consumed = float(table.final_demand[:, households].sum())
    return {"output": output, "value_added": added, "consumption": consumed}


def _placed(measure: str, value: float, rate: float, *, scales: bool) -> Magnitude:
    """A measure with its band, in the currency of the table."""
    band = _bands()[measure]
    return Magnitude(
        measure,
        value,
        band.least * rate,
        band.most * rate,
        band.least_usual * rate,
        band.most_usual * rate,
        scales,
    )


@cache
def _bands() -> Mapping[str, _Band]:
    """The band of each measure."""
    with (_HERE / "magnitudes.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["measure"]: _Band(
                float(row["least"]), float(row["most"]), float(row["least_usual"]), float(row["most_usual"])
            )
            for row in csv.DictReader(file)
        }


@cache
def _rates() -> Mapping[str, float]:
    """Units of each currency for a dollar, to within a factor of about two."""
    with (_HERE / "currencies.csv").open(encoding="utf-8", newline="") as file:
        return {row["currency"]: float(row["per_usd"]) for row in csv.DictReader(file)}
