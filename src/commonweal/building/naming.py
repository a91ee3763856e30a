"""What goods and activities made from a table are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonweal.inputoutput.tables import Labels

__all__ = ["ASSUMED_LABOUR", "Names", "safe_names"]

ASSUMED_LABOUR = "labour"
"""The row that stands for labour where a table has none."""

_PLAIN = re.compile(r"[^\w.+()&/-]+")


def safe_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Texts without spaces, commas and the like, told apart by a number where that makes two alike.

    Examples
    --------
    >>> safe_names(["c1", "Paddy rice", "Paddy, rice"])
    ('c1', 'Paddy-rice', 'Paddy-rice-2')
    """
    seen: dict[str, int] = {}
    for text in texts:
        name = plain = _PLAIN.sub("-", text).strip("-") or "x"
        while name in seen:
            seen[plain] += 1
            name = f"{plain}-{seen[plain]}"
        seen[name] = 1
    return tuple(seen)


class Names:
    """Names of goods, places and activities for one table.

    A product has up to three goods: ``P`` as it is made, ``P.sold`` as it is sold in a country
    (with imports, margins and taxes), and ``P.any``, from whatever country.

    Parameters
    ----------
    products, industries
        Labels of the table.
    beside
        Names of rows beside the table (labour, emissions), which become goods too.
    """

    def __init__(self, products: Labels, industries: Labels, beside: Sequence[str] = ()) -> None:
        regions = tuple(dict.fromkeys((*industries.regions, *products.regions)))
        self.places = regions
        self._place = dict(zip(regions, safe_names(regions), strict=True))
        goods = safe_names((*products.distinct_names, *beside))  # no row has the name of a product
        self._product = dict(zip(products.distinct_names, goods, strict=False))
        self._beside = dict(zip(beside, goods[len(self._product) :], strict=True))
        self._industry = dict(
            zip(industries.distinct_names, safe_names(industries.distinct_names), strict=True)
        )
        self._single = len(regions) == 1

    def place(self, region: str) -> str:
        """The place that stands for a region."""
        return self._place[region]

    def product(self, name: str) -> str:
        """The good that is made."""
        return self._product[name]

    def beside(self, row: str) -> str:
        """The good that stands for a row beside the table."""
        return self._beside[row]

    def industry(self, region: str, name: str) -> str:
        """The activity of an industry."""
        return self.local(region, self._industry[name])

    def local(self, region: str, name: str) -> str:
        """A name of something in a region, led by the region where there are several."""
        return name if self._single else f"{self._place[region]}.{name}"
