"""A table as the builder sees it: rows of products with their goods, users by region and kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from commonweal.building.bridges import floors_of
from commonweal.building.naming import ASSUMED_LABOUR, Names
from commonweal.building.options import BuildOptions, Floor
from commonweal.inputoutput.tables import Floats, SupplyUse

__all__ = ["Frame"]


@dataclass(frozen=True, eq=False)
class Frame:
    """A table, what was chosen, and the numbers that several parts of the builder use.

    Attributes
    ----------
    table, options, names
        As they were given.
    """

    table: SupplyUse
    options: BuildOptions
    names: Names

    @classmethod
    def of(cls, table: SupplyUse, options: BuildOptions) -> Frame:
        """A table with names for all that is made of it."""
        labour = table.labour.names or (ASSUMED_LABOUR,)
        return cls(
            table, options, Names(table.products, table.industries, (*labour, *table.satellites.names))
        )

    @property
    def scale(self) -> float:
        """Units of currency in one figure of the table."""
        return self.table.provenance.scale

    @property
    def currency(self) -> str:
        """The unit of money."""
        return self.table.provenance.currency

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Every region once."""
        return self.names.places

    @cached_property
    def region_of_row(self) -> np.ndarray:
        """Position of the region of each product row, shape (n_products,)."""
        return self._positions(self.table.products.regions)

    @cached_property
    def region_of_industry(self) -> np.ndarray:
        """Position of the region of each industry, shape (n_industries,)."""
        return self._positions(self.table.industries.regions)

    @cached_property
    def region_of_final(self) -> np.ndarray:
        """Position of the region of each final user, shape (n_final,)."""
        return self._positions(self.table.final.regions)

    def _positions(self, regions: tuple[str, ...]) -> np.ndarray:
        place = {region: index for index, region in enumerate(self.regions)}
        return np.array([place[region] for region in regions], dtype=np.int64)

    @cached_property
    def product_of_row(self) -> np.ndarray:
        """Position of each row's product among ``products.distinct_names``, shape (n_products,)."""
        place = {name: index for index, name in enumerate(self.table.products.distinct_names)}
        return np.array([place[name] for name in self.table.products.names], dtype=np.int64)

    @cached_property
    def n_products(self) -> int:
        """How many different products there are, wherever made."""
        return len(self.table.products.distinct_names)

    @cached_property
    def industry(self) -> list[str]:
        """The activity of each industry."""
        labels = self.table.industries
        pairs = zip(labels.regions, labels.names, strict=True)
        return [self.names.industry(region, name) for region, name in pairs]

    @cached_property
    def made(self) -> list[str]:
        """The good made of each row."""
        return [self.names.product(name) for name in self.table.products.names]

    @cached_property
    def place_of_row(self) -> list[str]:
        """The place where each row's product is made or sold."""
        return [self.names.place(region) for region in self.table.products.regions]

    @cached_property
    def has_local_market(self) -> np.ndarray:
        """Whether imports, margins or taxes stand between making and using a row's product."""
        table = self.table
        marked = (table.imports != 0.0) | (table.margins > 0.0) | (table.taxes != 0.0)
        there = (table.product_output > 0.0) | (table.imports > 0.0)
        local: np.ndarray = marked & there & (self.at_buyers > 0.0)
        return local

    @cached_property
    def at_buyers(self) -> Floats:
        """What is sold of each row at buyers' prices, with margins on it: shape (n_products,)."""
        table = self.table
        worth: Floats = table.product_output + table.imports + np.maximum(table.margins, 0.0) + table.taxes
        return worth

    @cached_property
    def sold(self) -> list[str]:
        """The good of each row that users in any region draw on."""
        return [
            f"{good}.sold" if local else good
            for good, local in zip(self.made, self.has_local_market, strict=True)
        ]

    @property
    def several(self) -> bool:
        """Whether there is more than one region."""
        return len(self.regions) > 1

    @property
    def pooled(self) -> bool:
        """Whether the users of a region draw on one mix of origins."""
        return self.several and self.options.sourcing != "observed"

    @cached_property
    def by_product(self) -> sparse.csr_array:
        """Sums rows of one product from all regions: shape (n distinct products, n_products)."""
        rows = len(self.product_of_row)
        ones = np.ones(rows)
        return sparse.csr_array((ones, (self.product_of_row, np.arange(rows))), shape=(self.n_products, rows))

    @cached_property
    def use_in(self) -> Floats:
        """What goes into industries: the positive part of the use table; not copied where all of it is."""
        return _positive(self.table.use)

    @cached_property
    def final_in(self) -> Floats:
        """What final users take: the positive part of final demand."""
        return _positive(self.table.final_demand)

    def floors(self, region: str) -> dict[str, Floor]:
        """What a decent living takes in a region, by product: as floors say, and what bridges come to."""
        said = [floor for floor in self.options.floors if floor.region in {"", region}]
        bridges = [
            replace(bridge, region="") for bridge in self.options.bridges if bridge.region in {"", region}
        ]
        return {floor.product: floor for floor in (*said, *floors_of(bridges))}

    def finals(self, *kinds: str) -> np.ndarray:
        """Positions of the final users of these kinds."""
        return np.array(
            [index for index, kind in enumerate(self.table.final_kinds) if kind in kinds], dtype=np.int64
        )

    def demand(self, *kinds: str) -> Floats:
        """Final demand of these kinds by row and region of the user: shape (n_products, n_regions)."""
        return self._summed_by_region(self.final_in, self.finals(*kinds), self.region_of_final)

    def _summed_by_region(self, amounts: Floats, chosen: np.ndarray, region: np.ndarray) -> Floats:
        total = np.zeros((amounts.shape[0], len(self.regions)))
        for column in chosen:
            total[:, region[column]] += amounts[:, column]
        return total

    @cached_property
    def used(self) -> Floats:
        """All use but exports by row and region of the user: shape (n_products, n_regions)."""
        industries = np.arange(self.use_in.shape[1])
        inside = [kind for kind in dict.fromkeys(self.table.final_kinds) if kind != "export"]
        return self._summed_by_region(self.use_in, industries, self.region_of_industry) + self.demand(*inside)

    @cached_property
    def traded(self) -> np.ndarray:
        """Whether enough of a product's use crosses borders, for each distinct product."""
        abroad = self.used.copy()
        abroad[np.arange(len(abroad)), self.region_of_row] = 0.0
        crossing = self.by_product @ abroad.sum(axis=1)
        total = self.by_product @ self.used.sum(axis=1)
        crosses: np.ndarray = crossing > self.options.tradable * total
        return crosses


def _positive(amounts: Floats) -> Floats:
    """The positive part; the same array where nothing is negative."""
    return amounts if amounts.size == 0 or float(amounts.min()) >= 0.0 else np.maximum(amounts, 0.0)
