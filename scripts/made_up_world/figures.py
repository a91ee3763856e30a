"""The figures that the made-up world starts from, in order."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["SOURCE", "Floats", "World", "basket", "read_figures", "spending", "tenths"]

SOURCE = "synthetic: scripts/make_world.py"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """The figures of ``figures.toml``, in order.

    Attributes
    ----------
    regions, sectors
        Their names.
    said
        Everything that the file says.
    """

    said: Mapping[str, Any]
    regions: tuple[str, ...]
    sectors: tuple[str, ...]

    @property
    def labels(self) -> list[tuple[str, str]]:
        """Region and sector of every product and industry."""
        return [(region, sector) for region in self.regions for sector in self.sectors]

    def of_region(self, what: str) -> Floats:
        """A figure of every region, shape (n_regions,)."""
        return np.array([self.said["regions"][region][what] for region in self.regions])

    def of_sector(self, what: str) -> Floats:
        """A figure of every sector, shape (n_sectors,) or (n_sectors, 3)."""
        return np.array([self.said["sectors"][sector][what] for sector in self.sectors])

    def by_sector(self, amounts: Mapping[str, float]) -> Floats:
        """Amounts named by sector, shape (n_sectors,); 0 where none is named."""
        return np.array([amounts.get(sector, 0.0) for sector in self.sectors])


def read_figures(path: Path = Path(__file__).parent / "figures.toml") -> World:
    """The figures that the world is made of."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return World(said, tuple(said["regions"]), tuple(said["sectors"]))


def tenths(world: World, region: str) -> Floats:
    """Share of what households of a region spend, by tenths from the poorest, shape (10,)."""
    said = world.said["tenths"]
    shares = np.array(said["uneven" if region in said["uneven_in"] else "even"])
    return shares / shares.sum()


def basket(world: World, spent: float) -> Floats:
    """What households that spend so much per head buy with a dollar, shape (n_sectors,)."""
    poor, rich = (world.by_sector(world.said["baskets"][kind]) for kind in ("poor", "rich"))
    low, high = math.log(500.0), math.log(40_000.0)
    place = min(max((math.log(spent) - low) / (high - low), 0.0), 1.0)
    return (1.0 - place) * poor + place * rich


def spending(world: World, region: str) -> Floats:
    """What each tenth of a region's households buys, million USD: shape (10, n_sectors)."""
    facts = world.said["regions"][region]
    shares = tenths(world, region)
    per_head = shares * 10.0 * facts["consumption"]
    return np.array([facts["people"] / 10.0 * spent * basket(world, spent) for spent in per_head])
