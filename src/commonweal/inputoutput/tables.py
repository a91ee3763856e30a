"""Supply and use tables, and symmetric input–output tables, as plain arrays with labels.

A symmetric table is the special case of a supply–use table in which every industry makes just its
own product; readers produce ``SupplyUse`` from everything, and ``inputoutput.transformations``
makes an ``InputOutput`` of it for the accounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = [
    "FINAL_KINDS",
    "ROW_KINDS",
    "Floats",
    "InputOutput",
    "Labels",
    "Provenance",
    "Rows",
    "SupplyUse",
    "no_rows",
]

Floats = npt.NDArray[np.float64]

FINAL_KINDS = ("household", "nonprofit", "government", "investment", "stocks", "export", "other")
"""What a column of final demand is: consumption of households, of non-profit institutions serving
households and of government, gross fixed capital formation, changes in stocks, exports to
countries outside the table, and what can't be told apart."""

ROW_KINDS = (
    "compensation",
    "surplus",
    "taxes",
    "value_added",
    "imports",
    "labour",
    "capital",
    "depreciation",
    "emission",
    "land",
    "water",
    "energy",
    "material",
    "other",
)
"""What a row beside the use table is. The first five are parts of the value of an industry's output:
compensation of employees, operating surplus (with mixed income), taxes less subsidies, value added
that is not split, and imported inputs that stand below the table."""


@dataclass(frozen=True)
class Labels:
    """Which region and which name each row or column of a table has, side by side.

    Attributes
    ----------
    regions
        Region of each entry.
    names
        Code of the product, the industry, or the category of final demand.
    titles
        What people call each; blank where it is the same as its name. As many, or none at all.
    """

    regions: tuple[str, ...]
    names: tuple[str, ...]
    titles: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    @property
    def texts(self) -> tuple[str, ...]:
        """``region.name`` of each entry."""
        return tuple(f"{region}.{name}" for region, name in zip(self.regions, self.names, strict=True))

    @cached_property
    def positions(self) -> Mapping[tuple[str, str], int]:
        """Where each (region, name) is."""
        pairs = zip(self.regions, self.names, strict=True)
        return MappingProxyType({pair: index for index, pair in enumerate(pairs)})

    @cached_property
    def distinct_regions(self) -> tuple[str, ...]:
        """Every region once, in order."""
        return tuple(dict.fromkeys(self.regions))

    @cached_property
    def distinct_names(self) -> tuple[str, ...]:
        """Every name once, in order."""
        return tuple(dict.fromkeys(self.names))

    def title(self, index: int) -> str:
        """What people call an entry."""
        return (self.titles[index] if self.titles else "") or self.names[index]


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows beside a table, such as value added, labour, capital, emissions and land.

    Attributes
    ----------
    names
        Name of each row.
    units
        Unit of each row, as ``units`` reads it; money rows carry the unit of the table.
    kinds
        One of ``ROW_KINDS`` each.
    by_industry : shape (n_rows, n_industries), unit of the row per year
        What industries use, employ or release.
    by_final : shape (n_rows, n_final), unit of the row per year
        What final users use or release themselves (households burning gas).
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    by_industry: Floats
    by_final: Floats

    def __len__(self) -> int:
        return len(self.names)

    def of_kind(self, *kinds: str) -> Rows:
        """Only the rows of these kinds."""
        return self.at([index for index, kind in enumerate(self.kinds) if kind in kinds])

    def at(self, places: list[int]) -> Rows:
        """Only the rows at these positions."""
        return Rows(
            tuple(self.names[index] for index in places),
            tuple(self.units[index] for index in places),
            tuple(self.kinds[index] for index in places),
            self.by_industry[places],
            self.by_final[places],
        )


def no_rows(n_industries: int, n_final: int) -> Rows:
    """Rows of a table that has none."""
    return Rows((), (), (), np.zeros((0, n_industries)), np.zeros((0, n_final)))


@dataclass(frozen=True)
class Provenance:
    """Where a table is from, and what its figures are in.

    Attributes
    ----------
    name
        Short name: ``WIOD 2013``.
    year
        The year it describes; 0 where it isn't known.
    currency
        Unit of money: ``USD``.
    scale
        How many of it one figure stands for: 1e6 for a table in millions.
    prices
        ``basic``, ``producers`` or ``purchasers``; blank where it isn't known.
    source
        Whom to cite.
    licence
        Under which terms.
    layout
        Which layout it was read from.
    notes
        What was done in reading that one has to know: totals left out, residuals booked.
    """

    name: str
    year: int = 0
    currency: str = "USD"
    scale: float = 1.0
    prices: str = "basic"
    source: str = ""
    licence: str = ""
    layout: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SupplyUse:
    """Supply and use tables of one or more regions for a year.

    Product by product, what is made, imported, added by margins and taxes is what is used:
    ``supply.sum(0) + imports + margins + taxes = use.sum(1) + final_demand.sum(1)``. Industry by
    industry, what is made is worth what goes in: ``supply.sum(1) = use.sum(0) + value_added``.
    Money is in ``provenance.scale`` times ``provenance.currency`` per year.

    Attributes
    ----------
    products, industries, final
        Labels of products (rows of use), industries (columns of use), final users.
    final_kinds
        One of ``FINAL_KINDS`` for each final user.
    supply : sparse, shape (n_industries, n_products), money per year
        The make matrix V: what each industry makes. Diagonal in a symmetric table.
    use : shape (n_products, n_industries), money per year
        The use matrix U, of products from wherever the label says.
    final_demand : shape (n_products, n_final), money per year
    imports : shape (n_products,), money per year
        From countries outside the table, where products are supplied with imports.
    margins : shape (n_products,), money per year
        Trade and transport margins added to each product; those services carry the negative, so
        that they sum to 0.
    taxes : shape (n_products,), money per year
        Taxes less subsidies on products.
    value_added, labour, capital, satellites
        Rows beside the table. Labour in hours or persons; capital in money (a stock, not a flow).
    people
        Inhabitants of each region, where known.
    provenance
        Source, year, unit.
    """

    products: Labels
    industries: Labels
    final: Labels
    final_kinds: tuple[str, ...]
    supply: sparse.csr_array
    use: Floats
    final_demand: Floats
    value_added: Rows
    labour: Rows
    capital: Rows
    satellites: Rows
    provenance: Provenance
    imports: Floats
    margins: Floats
    taxes: Floats
    people: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def industry_output(self) -> Floats:
        """Output of each industry: shape (n_industries,), money per year."""
        output: Floats = np.asarray(self.supply.sum(axis=1), dtype=np.float64).ravel()
        return output

    @cached_property
    def product_output(self) -> Floats:
        """What is made of each product: shape (n_products,), money per year."""
        output: Floats = np.asarray(self.supply.sum(axis=0), dtype=np.float64).ravel()
        return output

    @cached_property
    def is_symmetric(self) -> bool:
        """Whether every industry makes just the product in its own place."""
        made = self.supply.tocoo()
        return self.supply.shape[0] == self.supply.shape[1] and bool(
            np.all((made.row == made.col) | (made.data == 0.0))
        )

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region once, in the order of industries."""
        return self.industries.distinct_regions


@dataclass(frozen=True, eq=False)
class InputOutput:
    """A symmetric input–output table: ``output = flows.sum(1) + final_demand.sum(1)``.

    Attributes
    ----------
    sectors, final
        Labels of sectors and of final users.
    final_kinds
        One of ``FINAL_KINDS`` for each final user.
    flows : shape (n_sectors, n_sectors), money per year
        Z: what sector ``j`` uses of sector ``i``.
    final_demand : shape (n_sectors, n_final), money per year
    output : shape (n_sectors,), money per year
        Gross output x.
    imports : shape (n_sectors,), money per year
        Supplied from outside the table; ``output + imports`` is what is used, where they are not 0.
    value_added, labour, capital, satellites
        Rows beside the table, by sector.
    people, provenance
        As in ``SupplyUse``.
    """

    sectors: Labels
    final: Labels
    final_kinds: tuple[str, ...]
    flows: Floats
    final_demand: Floats
    output: Floats
    imports: Floats
    value_added: Rows
    labour: Rows
    capital: Rows
    satellites: Rows
    provenance: Provenance
    people: Mapping[str, float] = field(default_factory=dict)
