"""A shock to an economy's table: a sector loses output, deliveries are cut, final demand moves."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from commonweal.errors import ModelError
from commonweal.inputoutput.tables import FINAL_KINDS, Labels, SupplyUse
from commonweal.validate.report import suggestion

__all__ = ["Shock", "ShockKind", "check_shock", "read_shock"]

ShockKind = Literal["lose", "cut", "demand"]

_FORMS = {
    "lose": "REGION.CODE=SHARE",
    "cut": "ORIGIN>TO=SHARE or ORIGIN>TO=SHARE:PRODUCT,PRODUCT",
    "demand": "REGION=SHARE or REGION.KIND=SHARE",
}


@dataclass(frozen=True)
class Shock:
    """One thing that happens, in the words of the table.

    Attributes
    ----------
    kind
        ``lose``: a sector makes less. ``cut``: a region delivers less to another. ``demand``: final
        demand of a region falls or rises.
    region
        Whose sector, whose deliveries, or whose demand.
    share
        What share is lost or cut, above 0 and at most 1; of demand the change, −0.1 for a tenth less.
    sector
        Code of the industry, for ``lose``.
    to
        To whom, for ``cut``.
    products
        Which products are cut; none: all.
    category
        Which kind of final demand moves, one of ``FINAL_KINDS``; blank: all but exports.
    """

    kind: ShockKind
    region: str
    share: float
    sector: str = ""
    to: str = ""
    products: tuple[str, ...] = ()
    category: str = ""

    @property
    def text(self) -> str:
        """As it is written on the command line: ``Elm>Alder=1:food``."""
        if self.kind == "lose":
            return f"{self.region}.{self.sector}={self.share:g}"
        if self.kind == "cut":
            products = f":{','.join(self.products)}" if self.products else ""
            return f"{self.region}>{self.to}={self.share:g}{products}"
        return f"{self.region}{'.' if self.category else ''}{self.category}={self.share:g}"


def read_shock(kind: ShockKind, text: str, table: SupplyUse) -> Shock:
    """A shock as a person writes it.

    Parameters
    ----------
    kind
        What happens.
    text
        ``REGION.CODE=SHARE`` of a sector, ``ORIGIN>TO=SHARE[:PRODUCT,…]`` of deliveries,
        ``REGION[.KIND]=SHARE`` of final demand.
    table
        Whose names are meant.

    Raises
    ------
    ModelError
        If it is written otherwise, names nothing in the table, or its share is out of range.

    Examples
    --------
    >>> import commonweal as cw
    >>> read_shock("cut", "Elm>Alder=0.5:food,fuels", cw.table_of("world")).products
    ('food', 'fuels')
    """
    who, equals, rest = text.partition("=")
    number, _, products = rest.partition(":") if kind == "cut" else (rest, "", "")
    share = _number(number)
    ends = tuple(part.strip() for part in who.split(">"))
    if not equals or math.isnan(share) or (kind == "cut") != (len(ends) == 2) or not all(ends):
        raise ModelError(f"'{text}' can't be read; write it as {_FORMS[kind]}, SHARE as 0.3.")
    if kind == "cut":
        named = tuple(name.strip() for name in products.split(",") if name.strip())
        shock = Shock(kind, ends[0], share, to=ends[1], products=named)
    elif kind == "lose":
        region, sector = _sector(who.strip(), table.industries)
        shock = Shock(kind, region, share, sector=sector)
    else:
        shock = _demand(who.strip(), share, table)
    check_shock(shock, table)
    return shock


def check_shock(shock: Shock, table: SupplyUse) -> None:
    """Refuse a shock that the table can't suffer.

    Raises
    ------
    ModelError
        If it names nothing in the table, or its share is out of range.
    """
    regions = tuple(dict.fromkeys((*table.industries.regions, *table.products.regions)))
    if shock.kind not in get_args(ShockKind):
        raise ModelError(f"There is no shock '{shock.kind}'; there are lose, cut, demand.")
    _known(shock.region, regions, "region")
    if shock.kind == "demand":
        if shock.category:
            _known(shock.category, FINAL_KINDS, "kind of final demand")
        if not (math.isfinite(shock.share) and shock.share >= -1.0 and shock.share != 0.0):
            raise ModelError(
                f"Final demand can't change by {shock.share:g}: -0.1 is a tenth less, 0.1 a tenth more."
            )
        return
    if not 0.0 < shock.share <= 1.0:
        raise ModelError(
            f"A share of {shock.share:g} can't be lost: it is above 0 and at most 1, 0.3 for 30 %."
        )
    if shock.kind == "lose":
        _known(f"{shock.region}.{shock.sector}", table.industries.texts, "sector")
        return
    _known(shock.to, regions, "region")
    if shock.to == shock.region:
        raise ModelError(f"'{shock.to}' can't cut its deliveries to itself: name two regions.")
    labels = table.products
    sold = [name for region, name in zip(labels.regions, labels.names, strict=True) if region == shock.region]
    for product in shock.products:
        _known(product, sold, f"product of {shock.region}")


def _number(text: str) -> float:
    """A number; NaN where it is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _sector(text: str, labels: Labels) -> tuple[str, str]:
    """Region and code of a sector; the region may be left out where there is only one."""
    if len(labels.distinct_regions) == 1 and text in labels.names:
        return labels.regions[0], text
    _known(text, labels.texts, "sector")
    at = labels.texts.index(text)
    return labels.regions[at], labels.names[at]


def _demand(who: str, share: float, table: SupplyUse) -> Shock:
    """A shock to final demand, of a whole region or of one kind."""
    if who in table.regions:
        return Shock("demand", who, share)
    region, _, category = who.rpartition(".")
    if region in table.regions:
        return Shock("demand", region, share, category=category)
    _known(who, table.regions, "region")
    return Shock("demand", who, share)


def _known(name: str, known: Collection[str], what: str) -> None:
    if name not in known:
        some = ", ".join(list(known)[:8])
        raise ModelError(f"There is no {what} '{name}'. {suggestion(name, known, f'There are {some}.')}")
