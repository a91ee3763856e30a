"""How many people live in the regions of a table: World Bank figures, shipped as ``people.csv``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from commonweal.classify.countries import countries, countries_of, rest_of
from commonweal.classify.shipped import rows

__all__ = ["YEARS", "people_of"]

YEARS = (1990, 2024)
"""First and last year of the figures."""

_WORLD = "WLD"


def people_of(regions: Iterable[str], year: int) -> dict[str, float]:
    """Inhabitants of the regions of a table in a year.

    The rest of a continent is what lives in those of its countries that no other region names; the
    rest of the world is the world less all other regions. Give all regions of a table at once, so
    that a rest is what is left.

    Parameters
    ----------
    regions
        Codes or names, as ``countries_of`` and ``rest_of`` know them.
    year
        From 1990 to 2024.

    Returns
    -------
    People by region. Left out are regions that aren't known, and the rest of the world beside one
    that isn't; of other years nothing is known.

    References
    ----------
    World Bank, World Development Indicators, SP.POP.TOTL (CC BY 4.0); Taiwan, which they leave out, from
    its Ministry of the Interior. Their total of the world includes it.

    Examples
    --------
    >>> people_of(["LUX", "Germany"], 2011)
    {'LUX': 518347.0, 'Germany': 80274983.0}
    """
    asked = list(dict.fromkeys(regions))
    figures = _people().get(year, {})
    named = {region: countries_of(region) for region in asked}
    listed = {code for codes in named.values() for code in codes}
    found: dict[str, float] = {}
    for region in asked:
        codes: Iterable[str] = named[region]
        continents = rest_of(region)
        if continents:
            codes = [c.alpha3 for c in countries().values() if c.continent in continents]
            codes = [code for code in codes if code not in listed and code in figures]
        if codes and all(code in figures for code in codes):
            found[region] = sum(figures[code] for code in codes)
    worlds = [region for region in asked if rest_of(region) == ()]
    if len(worlds) == 1 and _WORLD in figures and len(found) == len(asked) - 1:
        left = figures[_WORLD] - sum(found.values())
        if left > 0.0:
            found[worlds[0]] = left
    return found


@cache
def _people() -> Mapping[int, Mapping[str, float]]:
    """People by year and country (three letters)."""
    table = rows("people.csv")
    return {
        year: {row["alpha3"]: float(row[str(year)]) for row in table if row[str(year)]}
        for year in range(YEARS[0], YEARS[1] + 1)
    }
