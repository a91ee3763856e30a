"""What is said beside the table: purposes of products, tenths of households, further techniques."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from made_up_world.figures import SOURCE, World, spending

__all__ = ["groups", "needs", "techniques"]


def needs(world: World) -> pl.DataFrame:
    """What each product is for, and how urgent households' need of it is."""
    said = [world.said["sectors"][sector] for sector in world.sectors]
    return pl.DataFrame(
        {
            "product": list(world.sectors),
            "division": [facts["division"] for facts in said],
            "tier": [facts["tier"] for facts in said],
        }
    )


def groups(world: World) -> pl.DataFrame:
    """Tenths of the households of each region: their share of people, and of consumption by division.

    Rows without a division are of all that no division names.
    """
    divisions = [world.said["sectors"][sector]["division"] for sector in world.sectors]
    rows = []
    for region in world.regions:
        spent = spending(world, region)
        for division in ("", *sorted({division for division in divisions if division})):
            chosen = [k for k, found in enumerate(divisions) if division in {"", found}]
            part = spent[:, chosen].sum(axis=1)
            rows += [
                {"region": region, "group": f"tenth-{k + 1}", "people": 0.1, "consumption": share,
                 "division": division or None}
                for k, share in enumerate((part / part.sum()).tolist())
            ]  # fmt: skip
    return pl.DataFrame(rows)


@dataclass(frozen=True)
class _Way:
    """A further way of making a product, told by what differs from the usual one.

    Attributes
    ----------
    name, product
        What it is called, and what it makes.
    inputs
        Inputs per USD of output more (or less) than usual.
    beside
        Factors of hours, emissions, land and water.
    share
        How much can be made so, as a share of the industry's output.
    """

    name: str
    product: str
    inputs: Mapping[str, float]
    beside: Mapping[str, float]
    share: float


_WAYS = (
    _Way("wind-power", "electricity",
         {"fuels": -0.30, "minerals": -0.02, "machinery": 0.15, "construction": 0.06}, {"CO2": 0.0}, 0.4),
    _Way("sparing-water", "crops", {"machinery": 0.02, "materials": 0.01}, {"freshwater": 0.45}, 0.5),
)  # fmt: skip
"""Power from wind, and fields that are watered sparingly."""


def techniques(world: World, files: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Further ways of producing in each region; a level is one USD of output."""
    return pl.DataFrame(
        [row for region in world.regions for way in _WAYS for row in _technique(world, files, region, way)]
    )


def _technique(
    world: World, files: Mapping[str, pl.DataFrame], region: str, way: _Way
) -> list[dict[str, object]]:
    """The coefficients of a way of producing in a region."""
    industry = f"{region}.{way.product}"
    made = files["supply"].filter(pl.concat_str("region", pl.lit("."), "code") == industry)
    output = float(made.drop("region", "code", "title").sum_horizontal()[0]) * 1000.0  # USD
    usual = world.said["inputs"][way.product]
    inputs = {
        good: round(usual.get(good, 0.0) + way.inputs.get(good, 0.0), 6)
        for good in dict.fromkeys([*usual, *way.inputs])
    }
    beside = {
        str(row["name"]): float(f"{way.beside.get(row['name'], 1.0) * row[industry] / output:.6g}")
        for table in ("labour", "satellites")
        for row in files[table].iter_rows(named=True)
    }
    taken = [(good, -amount) for good, amount in (inputs | beside).items() if amount > 0.0]
    return [
        {"technique": way.name, "region": region, "good": good, "amount": amount,
         "capacity": round(way.share * output), "source": SOURCE}
        for good, amount in [(way.product, 1.0), *taken]
    ]  # fmt: skip
