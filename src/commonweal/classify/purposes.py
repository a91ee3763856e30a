"""What households buy products for, and how urgent that is: COICOP divisions and tiers of need.

The maps lie in the folder ``purposes``, one for each classification, with a reason in every row. A
product belongs to several divisions in truth; the map has the one most of it is bought for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from commonweal.classify.shipped import FOLDER, rows
from commonweal.data.records import Field, numbered_records
from commonweal.errors import DataError, ModelError
from commonweal.inputoutput.tables import Labels
from commonweal.validate.report import finding, limited, suggestion

__all__ = [
    "Division",
    "PurposeOf",
    "classifications",
    "codes_of",
    "divisions",
    "guessed_classification",
    "read_purposes",
    "tiers_of",
    "titled",
]

LAST_TIER = 3
"""Tier of what has no known purpose."""

_IN_NO_MAP = "in no shipped map"
_ENOUGH = 0.6  # share of a table's products that a classification must know to be the one

_SOME = 0.3  # share of a classification's codes that a table must have to be told by codes
_WORD = 8  # letters from which a name can hardly be met by chance

_BARE = re.compile(r"^(\d+|[a-z])$")

_CODE = re.compile(r"^(?:cpa_)?([a-z]?)(\d\d)(?:\s*[-_t]\s*[a-z]?(\d\d))?$")


@dataclass(frozen=True)
class Division:
    """A division of COICOP 2018.

    Attributes
    ----------
    division
        Its two digits.
    name
        Its name.
    tier
        How urgent the need is: 1 comes first.
    because
        Why.
    """

    division: str
    name: str
    tier: int
    because: str


@dataclass(frozen=True)
class PurposeOf:
    """What a product is for.

    Attributes
    ----------
    product
        Its code, as in the table.
    division
        Division of COICOP 2018; blank where it serves several alike, none, or isn't known.
    tier
        How urgent households' need of it is: 1 comes first.
    because
        Why; blank where a person says so.
    row
        Row of the person's file, as they see it; None where a map says it.
    """

    product: str
    division: str
    tier: int
    because: str
    row: int | None = field(default=None, compare=False)

    @property
    def known(self) -> bool:
        """Whether a map or a person says so; a product that serves several divisions is known too."""
        return self.because != _IN_NO_MAP


@cache
def divisions() -> Mapping[str, Division]:
    """The divisions of COICOP 2018 by their digits.

    Examples
    --------
    >>> divisions()["01"].name
    'Food and non-alcoholic beverages'
    """
    return {
        row["division"]: Division(row["division"], row["name"], int(row["tier"]), row["because"])
        for row in rows("divisions.csv")
    }


def classifications() -> tuple[str, ...]:
    """Names of the classifications whose products are mapped.

    Examples
    --------
    >>> "wiod2013" in classifications()
    True
    """
    return tuple(sorted(file.stem for file in (FOLDER / "purposes").glob("*.csv")))


def guessed_classification(products: Labels) -> str | None:
    """The classification that knows most products by code or title; None where none surely does.

    It has to know 60 % of them. A bare number or a single letter may mean anything, and so may a few
    codes: at least a quarter of what is found must be longer, and codes must be nearly a third of
    those that the classification has. Name the classification of a table that is known by less.
    """
    names = _keys(products)
    best: tuple[float, float, str] | None = None
    for name in classifications():
        known = _map(name)
        found = [key for keys in names.values() for key in keys if key in known]
        share = sum(any(key in known for key in keys) for keys in names.values()) / max(1, len(names))
        size = len(set(known.values()))
        telling = [key for key in found if not _BARE.match(key)]
        some = len(found) >= _SOME * size or any(len(key) >= _WORD for key in telling)
        score = share, -abs(size - len(names)), name
        if (
            share >= _ENOUGH
            and len(telling) >= len(found) / 4
            and some
            and (not best or score[:2] > best[:2])
        ):
            best = score
    return best[2] if best else None


def codes_of(products: Labels, classification: str) -> dict[str, str]:
    """The code in a classification of each product that it knows, by code or title, however spelt.

    Examples
    --------
    >>> codes_of(Labels(("FRA",), ("CPA_C10-12",)), "figaro")
    {'CPA_C10-12': 'C10T12'}
    """
    known = _map(classification)
    found = {
        product: next((key for key in keys if key in known), None)
        for product, keys in _keys(products).items()
    }
    return {product: known[key].product for product, key in found.items() if key is not None}


def tiers_of(
    products: Labels, classification: str | None = None, own: Mapping[str, PurposeOf] | None = None
) -> list[PurposeOf]:
    """The purpose of every product of a table, and its tier.

    Parameters
    ----------
    products
        Products of the table.
    classification
        One of ``classifications()``; None: guessed from their codes and titles.
    own
        What a person says, by code (``read_purposes``): it goes before the map.

    Returns
    -------
    One for each product, in order. What the map lacks has no division and the last tier.

    Raises
    ------
    ModelError
        If there is no such classification.

    References
    ----------
    UN Statistics Division, *Classification of Individual Consumption According to Purpose (COICOP)
    2018*; tiers after the Sphere handbook (2018) and the decent living standards of Rao and Min (2018).

    Examples
    --------
    >>> tiers_of(Labels(("FRA",), ("c3",)), "wiod2013")[0].division
    '01'
    """
    name = classification if classification is not None else guessed_classification(products)
    if name is not None and name not in classifications():
        hint = suggestion(name, classifications(), f"There are {', '.join(classifications())}.")
        raise ModelError(f"There is no map of the classification '{name}'. {hint}")
    known = _map(name) if name is not None else {}
    purposes = {}
    for product, keys in _keys(products).items():
        found = next((known[key] for key in keys if key in known), None)
        purposes[product] = PurposeOf(
            product,
            found.division if found else "",
            found.tier if found else LAST_TIER,
            found.because if found else _IN_NO_MAP,
        )
    purposes |= {product: purpose for product, purpose in (own or {}).items() if product in purposes}
    return [purposes[product] for product in products.names]


def titled(labels: Labels) -> Labels:
    """Labels with titles from the classification that knows their codes, where they have none.

    Examples
    --------
    >>> titled(Labels(("FRA",) * 20, tuple(f"c{number}" for number in range(1, 21)))).title(1)
    'Mining and Quarrying'
    """
    name = None if any(labels.titles) else guessed_classification(labels)
    if name is None:
        return labels
    titles = {_key(row["product"]): row["title"] for row in rows(f"purposes/{name}.csv")}
    return replace(labels, titles=tuple(titles.get(_key(code), "") for code in labels.names))


def read_purposes(path: str | Path) -> dict[str, PurposeOf]:
    """What a person says products are for: a CSV file with ``product``, ``division`` and ``tier``.

    A blank tier is that of the division.

    Raises
    ------
    DataError
        With everything that is wrong with the file.
    """
    columns = {
        "product": Field(),
        "division": Field(required=False),
        "tier": Field(number=True, required=False),
    }
    file, findings = Path(path).name, []
    purposes: dict[str, PurposeOf] = {}
    for number, record in numbered_records(path, columns):
        product, division = str(record["product"]), str(record["division"] or "")
        division = division.zfill(2) if division.isdigit() else division
        tier = record["tier"]
        if division and division not in divisions():
            why, remedy = (
                "COICOP 2018 has no such division.",
                "Divisions are 01 to 15; leave it blank if unsure.",
            )
            findings.append(
                finding("C01", why, remedy, file=file, row=number, column="division", value=division)
            )
            continue
        if tier is None:
            tier = divisions()[division].tier if division else LAST_TIER
        if not (float(tier).is_integer() and 1 <= float(tier) <= 12):
            why, remedy = "A tier is a whole number from 1 to 12.", "1 is the most urgent."
            findings.append(finding("B06", why, remedy, file=file, row=number, column="tier", value=tier))
        if product in purposes:
            why, remedy = "The product stands in two rows.", "Keep one of them."
            findings.append(
                finding("B12", why, remedy, file=file, row=number, column="product", value=product)
            )
        purposes[product] = PurposeOf(product, division, int(tier), "", number)
    if findings:
        raise DataError(limited(findings))
    return purposes


@cache
def _map(classification: str) -> Mapping[str, PurposeOf]:
    """Purposes by what a product may be called: its code first, its title too."""
    table = rows(f"purposes/{classification}.csv")
    purposes = {
        row["product"]: PurposeOf(row["product"], row["division"], int(row["tier"]), row["because"])
        for row in table
    }
    found = {_key(row["title"]): purposes[row["product"]] for row in table if row["title"]}
    return found | {_key(code): purpose for code, purpose in purposes.items()}


def _keys(products: Labels) -> dict[str, tuple[str, ...]]:
    """What each distinct product may be found by."""
    titles = products.titles or ("",) * len(products)
    return {
        name: tuple(_key(text) for text in (name, title) if text)
        for name, title in dict(zip(products.names, titles, strict=True)).items()
    }


def _key(text: str) -> str:
    """A code or a title as it is compared: ``C10-C12``, ``CPA_C10T12`` and ``c10t12`` are one.

    A D before digits is the prefix of the OECD, and of section D of ISIC, and tells nothing more.
    """
    folded = " ".join(text.casefold().split())
    code = _CODE.match(folded)
    if code is None:
        return folded
    letter, first, last = code.groups()
    return ("" if letter == "d" else letter) + first + (f"t{last}" if last else "")
