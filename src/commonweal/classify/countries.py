"""Countries by code and name (ISO 3166-1), and what the regions of published tables stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from commonweal.classify.shipped import rows

__all__ = ["Country", "countries", "countries_of", "rest_of"]


@dataclass(frozen=True)
class Country:
    """A country or territory with a code.

    Attributes
    ----------
    alpha2, alpha3, number
        Its codes in ISO 3166-1; the number has three digits.
    name
        Its usual short name in English.
    continent
        ``Africa``, ``America``, ``Asia and Pacific``, ``Europe`` or ``Middle East``: as in the rests
        of continents of EXIOBASE.
    """

    alpha2: str
    alpha3: str
    number: str
    name: str
    continent: str


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its three letters.

    Examples
    --------
    >>> countries()["SYR"].name
    'Syria'
    """
    return {
        row["alpha3"]: Country(row["alpha2"], row["alpha3"], row["number"], row["name"], row["continent"])
        for row in rows("countries.csv")
    }


def countries_of(region: str) -> tuple[str, ...]:
    """The countries, by their three letters, that a region's code or name stands for.

    Known are ISO 3166 letters and numbers, English names, and what published tables write instead
    (``ROM``, ``EL``, ``Korea``).

    Returns
    -------
    Mostly one; none where the region isn't known, or is the rest of something (``rest_of``).

    Examples
    --------
    >>> countries_of("DE"), countries_of("ROM"), countries_of("RoW")
    (('DEU',), ('ROU',), ())
    """
    return _known().get(region.strip().casefold(), ())


def rest_of(region: str) -> tuple[str, ...] | None:
    """The continents of which a region is what no other region of the table names.

    Returns
    -------
    No continents for the rest of the world; None where a region is no rest at all.

    Examples
    --------
    >>> rest_of("RoW"), rest_of("WF"), rest_of("FRA")
    ((), ('Africa',), None)
    """
    return _rests().get(region.strip().casefold())


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """What each way of writing a region stands for; names that published tables use go before others."""
    found: dict[str, tuple[str, ...]] = {}
    for country in countries().values():
        for text in (country.name, country.number, country.alpha2, country.alpha3):
            if text:
                found[text.casefold()] = (country.alpha3,)
    for row in rows("region_names.csv"):
        found[row["name"].casefold()] = tuple(row["countries"].split())
    return {text: codes for text, codes in found.items() if text not in _rests()}


@cache
def _rests() -> Mapping[str, tuple[str, ...]]:
    """The rests of the world and of continents, by how tables write them."""
    return {
        row["region"].casefold(): tuple(part for part in row["of"].split(";") if part)
        for row in rows("rest_regions.csv")
    }
