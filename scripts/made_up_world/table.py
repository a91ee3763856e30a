"""From figures to a balanced supply–use table of the world, in the plain layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from made_up_world.figures import Floats, World, spending

__all__ = ["Beside", "Flows", "balanced", "table_files"]

SKILLS = ("low-skill", "middle-skill", "high-skill")
PAID = np.array([0.62, 1.0, 1.85])  # wage of a skill, middling skills = 1
CENTRE = 12.0  # degrees of distance by which trade falls to half of what it would be next door


def demand(world: World) -> dict[str, Floats]:
    """Final demand by kind, wherever it is bought, million USD: shape (n_sectors, n_regions) each."""
    total = world.of_region("people") * world.of_region("consumption")
    households = np.stack([spending(world, region).sum(axis=0) for region in world.regions], axis=1)
    baskets = world.said["baskets"]
    government = world.by_sector(baskets["government"])[:, None] * total * world.of_region("government")
    investment = world.by_sector(baskets["investment"])[:, None] * total * world.of_region("investment")
    charity = world.by_sector({"health": 0.6, "education": 0.4})[:, None] * total * 0.015
    return {"household": households, "nonprofit": charity, "government": government, "investment": investment}


def origins(world: World, rng: np.random.Generator) -> Floats:
    """Share of each region's use of each product that comes from each region.

    Returns
    -------
    shape (n_sectors, n_regions of origin, n_regions of use), adding up to 1 over origins
    """
    at = world.of_region("at")
    size = world.of_region("people") * world.of_region("consumption")
    away = np.linalg.norm(at[:, None, :] - at[None, :, :], axis=2)
    near = 1.0 / (1.0 + away / CENTRE)
    home, traded = world.of_region("home"), world.of_sector("traded")
    n = len(world.regions)
    shares = np.zeros((len(world.sectors), n, n))
    for product, name in enumerate(world.sectors):
        named = world.said["exports"].get(name)
        weight = size / size.sum()
        strength = (
            weight
            if not named
            else np.array([named.get(region, weight[k]) for k, region in enumerate(world.regions)])
        )
        pull = strength[:, None] * near * rng.uniform(0.6, 1.4, (n, n))
        np.fill_diagonal(pull, 0.0)
        own = strength / (strength + strength.mean())  # strong sellers buy less from others
        abroad = np.minimum(traded[product] * (1.0 - home) * (1.5 - own), 0.9)
        shares[product] = abroad * pull / pull.sum(axis=0)
        shares[product][np.arange(n), np.arange(n)] = 1.0 - abroad
    return shares


def inputs(world: World, rng: np.random.Generator) -> Floats:
    """Inputs per output of each industry in each region, wherever from.

    Returns
    -------
    shape (n_sectors, n_regions, n_sectors): product, region of the industry, industry
    """
    table = np.stack([world.by_sector(world.said["inputs"][sector]) for sector in world.sectors], axis=1)
    scatter = rng.uniform(0.85, 1.15, (len(world.sectors), len(world.regions), len(world.sectors)))
    return table[:, None, :] * scatter


def market_shares(world: World) -> Floats:
    """D: share of each industry in the supply of each product of its region, shape (n, n)."""
    one = np.eye(len(world.sectors))
    for industry, products in world.said["secondary"].items():
        for product, share in products.items():
            at = world.sectors.index(product)
            one[world.sectors.index(industry), at] += share
            one[at, at] -= share
    return np.kron(np.eye(len(world.regions)), one)


@dataclass(frozen=True)
class Flows:
    """The balanced table, in thousands of USD, whole numbers.

    Attributes
    ----------
    supply : shape (n, n), industries × products
    use : shape (n, n), products × industries
    final : shape (n, n_final)
    final_labels
        Region and kind of each final user.
    """

    supply: Floats
    use: Floats
    final: Floats
    final_labels: list[tuple[str, str]]

    @property
    def value_added(self) -> Floats:
        """What is left to each industry, shape (n,)."""
        return self.supply.sum(axis=1) - self.use.sum(axis=0)


def balanced(world: World, rng: np.random.Generator) -> Flows:
    """Flows whose rows and columns balance exactly."""
    shares, technology = origins(world, rng), inputs(world, rng)
    n_regions, n_sectors = len(world.regions), len(world.sectors)
    size = n_regions * n_sectors
    # origin s, product p; region r that uses it, industry j
    per_output = np.einsum("psr,prj->sprj", shares, technology).reshape(size, size)
    wanted = {
        kind: np.einsum("psr,pr->spr", shares, amounts).reshape(size, n_regions)
        for kind, amounts in demand(world).items()
    }
    final = np.concatenate(list(wanted.values()), axis=1)
    labels = [(region, kind) for kind in wanted for region in world.regions]
    made_by = market_shares(world)
    output = np.linalg.solve(np.eye(size) - per_output @ made_by, final.sum(axis=1))
    thousands = 1000.0
    use = np.round(per_output * (made_by @ output) * thousands)
    final = np.round(final * thousands)
    supply = np.round(made_by * (use.sum(axis=1) + final.sum(axis=1)))
    np.fill_diagonal(supply, 0.0)
    np.fill_diagonal(supply, use.sum(axis=1) + final.sum(axis=1) - supply.sum(axis=0))
    return Flows(supply, use, final, labels)


def value_added(world: World, flows: Flows) -> dict[str, Floats]:
    """Compensation, taxes and surplus of each industry, thousands of USD; they add up exactly."""
    total = flows.value_added
    pay = np.round(np.tile(world.of_sector("wages"), len(world.regions)) * total)
    taxes = np.round(0.04 * total)
    return {"compensation": pay, "taxes": taxes, "surplus": total - pay - taxes}


def hours(world: World, pay: Floats, rng: np.random.Generator) -> Floats:
    """Hours of each skill in each industry, shape (3, n)."""
    skills = np.tile(world.of_sector("skills"), (len(world.regions), 1))
    skills = skills * rng.uniform(0.9, 1.1, skills.shape)
    skills /= skills.sum(axis=1, keepdims=True)
    wage = np.repeat(world.of_region("wage"), len(world.sectors))
    total = 1000.0 * pay / (wage * (skills @ PAID))
    return np.round(skills.T * total)


@dataclass(frozen=True)
class Beside:
    """A row beside the table.

    Attributes
    ----------
    kind, unit
        What it is, and in what; blank: money of the table.
    by_industry : shape (n,)
    by_final : shape (n_final,), or None where final users have none
    """

    kind: str
    unit: str
    by_industry: Floats
    by_final: Floats | None = None


def satellites(world: World, flows: Flows, rng: np.random.Generator) -> dict[str, Beside]:
    """Carbon dioxide, land and water of industries, and what households burn themselves."""
    output = flows.supply.sum(axis=1)  # thousand USD
    poverty = np.repeat((world.of_region("consumption") / 12_000.0) ** -0.35, len(world.sectors))
    rows = {}
    for name, what, kind, unit in (
        ("CO2", "co2", "emission", "t"),  # kg per USD are t per thousand USD
        ("farmland", "land", "land", "ha"),  # m2 per USD: 0.1 ha per thousand USD
        ("freshwater", "water", "water", "m3"),  # L per USD are m3 per thousand USD
    ):
        per_output = np.tile(world.of_sector(what), len(world.regions)) * poverty
        per_output = per_output * rng.uniform(0.85, 1.15, per_output.shape) * (0.1 if unit == "ha" else 1.0)
        rows[name] = Beside(kind, unit, np.round(per_output * output), np.zeros(flows.final.shape[1]))
    burnt = world.sectors.index("fuels")
    by_product = flows.final.reshape(len(world.regions), len(world.sectors), -1)[:, burnt].sum(axis=0)
    burning = np.array([kind == "household" for _, kind in flows.final_labels]) * by_product * 2.4
    rows["CO2"] = replace(rows["CO2"], by_final=np.round(burning))
    return rows


def table_files(world: World) -> dict[str, pl.DataFrame]:
    """The table in the plain layout: name and rows of each file."""
    rng = np.random.default_rng(world.said["seed"])
    flows = balanced(world, rng)
    added = value_added(world, flows)
    worked = hours(world, added["compensation"], rng)
    stock = np.round(np.tile(world.of_sector("capital"), len(world.regions)) * flows.value_added)
    beside = satellites(world, flows, rng)
    industries = [f"{region}.{sector}" for region, sector in world.labels]
    finals = [f"{region}.{kind}" for region, kind in flows.final_labels]
    titles = [world.said["sectors"][sector]["title"] for _, sector in world.labels]
    named = {
        "region": [region for region, _ in world.labels],
        "code": [sector for _, sector in world.labels],
        "title": titles,
    }
    kinds = list(dict.fromkeys(kind for _, kind in flows.final_labels))
    return {
        "supply": _matrix(named, industries, flows.supply),
        "use": _matrix(named, industries, flows.use),
        "final_demand": _matrix(named, finals, flows.final),
        "value_added": _rows({name: Beside(name, "", row) for name, row in added.items()}, industries),
        "labour": _rows(
            {skill: Beside("labour", "h", worked[k]) for k, skill in enumerate(SKILLS)}, industries
        ),
        "capital": _rows({"capital": Beside("capital", "", stock)}, industries),
        "satellites": _rows(beside, industries, finals),
        "people": pl.DataFrame({"region": list(world.regions), "people": world.of_region("people") * 1e6}),
        "final_kinds": pl.DataFrame({"category": kinds, "kind": kinds}),
    }


def _matrix(named: Mapping[str, list[str]], columns: list[str], amounts: Floats) -> pl.DataFrame:
    """Labels of rows, then a column for each heading."""
    return pl.DataFrame(dict(named) | dict(zip(columns, amounts.T, strict=True)))


def _rows(rows: Mapping[str, Beside], industries: list[str], finals: list[str] | None = None) -> pl.DataFrame:
    """Rows beside the table: name, unit and kind, then a column for each industry (and final user)."""
    amounts = np.array(
        [[*row.by_industry, *(() if row.by_final is None else row.by_final)] for row in rows.values()]
    )
    named = {
        "name": list(rows),
        "unit": [row.unit for row in rows.values()],
        "kind": [row.kind for row in rows.values()],
    }
    return _matrix(named, [*industries, *(finals or ())], amounts)
