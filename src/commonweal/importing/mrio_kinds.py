"""What a row beside a published table is, and what a column of final demand is, told by name and unit.

Published tables say it in words only. The patterns below are tried from the top; the first that fits
decides. What none fits is ``other``, and is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.importing.mrio_units import dimension, money, readable

__all__ = ["VALUE_KINDS", "RowKind", "final_kind", "row_kind"]

VALUE_KINDS = ("compensation", "surplus", "taxes", "value_added", "imports")
"""Kinds of rows that are parts of the value of an industry's output."""

_FINAL = (
    # non-profit institutions before households: their full name says 'serving households'
    (r"non.?profit|npish|\bnps\b|p\.?3n|s15\b|\bc38\b", "nonprofit"),
    (r"government|\bggfc\b|p\.?3g|s13\b|\bc39\b", "government"),
    (r"inventor|\binvnt\b|\binv\b|stocks|valuables|p\.?5[23]|\bc42\b", "stocks"),
    (r"capital formation|\bgfcf\b|p\.?51|\bc41\b", "investment"),
    # what residents buy abroad is consumed by them (ICIO: DIRP, P33, DPABR)
    (r"household|\bhfce\b|\bhc\b|p\.?3h|s14\b|\bc37\b|\bdirp\b|\bp33\b|\bdpabr\b", "household"),
    (r"export", "export"),
)
_MONEY_ROWS = (
    (r"^va\b|^valu(e added)?\b", "value_added"),  # VA+TAXSUB too, the only row of ICIO 2016
    (
        r"cif|direct purchases|purchases on the domestic|transport margin|\bimport|rest of the world",
        "imports",
    ),
    (r"tax|subsid|\btls\b|d\.?[23][19]\b", "taxes"),
    (r"compensation|wage|salar|d\.?1\b", "compensation"),
    (r"capital stock|k_gfcf", "capital"),
    (r"surplus|mixed income|fixed capital|depreciation|rent|royalt|profit|b\.?[23]n?\b|k\.?1\b", "surplus"),
    (r"primary input|value added", "value_added"),
)
_AIR = (
    r"emission|\bair\b|ghg|co2|ch4|n2o|\bnox?\b|\bso[x2]\b|\bco\b|nmvoc|nh3|sf6|hfc|pfc|pm ?(10|2)|tsp|"
    r"c\d?f\d|\b(n|p) ?- ?|to (air|soil|water)|waste|methane|carbon|nitrogen|phosph|\btox|warming|acidif|"
    r"eutroph"
)
_PHYSICAL = {
    "persons": ((r"", "labour"),),
    "time": ((r"", "labour"),),
    "area": ((r"", "land"),),
    "energy": ((r"", "energy"),),
    "volume": ((r"gas|wood|timber|oil", "material"), (r"", "water")),
    "mass": (
        (r"water (use|consumption|withdrawal)", "water"),
        (
            r"extraction|material|\bmat\b|resource|biomass|\bores?\b|mineral|crop|fodder|fish|wood|coal",
            "material",
        ),
        (_AIR, "emission"),
    ),
}
_SUBSET = re.compile(r"vulnerab|of which|^h?_?empe$|^total$", re.IGNORECASE)


@dataclass(frozen=True)
class RowKind:
    """What a row beside a table is.

    Attributes
    ----------
    kind
        One of ``ROW_KINDS``.
    part
        Whether it is a part of the value of output (or of the work done) that may be added to the
        others, rather than a subset or a sum of them.
    """

    kind: str
    part: bool


def final_kind(name: str, title: str = "") -> str:
    """What a column of final demand is: one of ``FINAL_KINDS``.

    Examples
    --------
    >>> final_kind("Final consumption expenditure by households"), final_kind("GFCF"), final_kind("DISC")
    ('household', 'investment', 'other')
    """
    text = f"{name} {title}".lower()
    return next((kind for pattern, kind in _FINAL if re.search(pattern, text)), "other")


def row_kind(account: str, name: str, unit: str) -> RowKind:
    """What a row of an account is, by the account's name, its own name and its unit as written.

    Accounts of impacts hold sums of other rows, so none of theirs is a part.

    Examples
    --------
    >>> row_kind("satellite", "Employment hours: Low-skilled male", "M.hr")
    RowKind(kind='labour', part=True)
    >>> row_kind("VA", "Compensation of employees D.1", "000 USD").kind
    'compensation'
    >>> row_kind("satellite", "CO2 - combustion - air", "kg").kind
    'emission'
    """
    derived = "impact" in account.lower() or bool(_SUBSET.search(name))
    if money(unit) is not None:
        kind = _capital_kind(name) if account == "capital" else _money_kind(account, name.lower())
        return RowKind(kind, not derived)
    text = f"{name} {account}".lower()
    patterns = _PHYSICAL.get(dimension(readable(unit)[0]), ())
    kind = next((kind for pattern, kind in patterns if re.search(pattern, text)), "other")
    return RowKind("other" if kind == "labour" and derived else kind, not derived)


def _capital_kind(name: str) -> str:
    """What a row of an account of capital is: a stock, or what wears off it in a year."""
    return "depreciation" if re.search(r"consumption of fixed|deprec", name.lower()) else "capital"


def _money_kind(account: str, name: str) -> str:
    """What a row of money is."""
    for pattern, kind in _MONEY_ROWS:
        if re.search(pattern, name):
            return kind
    beside = re.search(r"factor|value added|^va$|primary", account.lower())
    return "value_added" if beside else "other"
