"""What a person says about a table where its files do not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.inputoutput.tables import Provenance

__all__ = ["ReadingOptions", "provenance"]


@dataclass(frozen=True)
class ReadingOptions:
    """What a person says about a table; it goes before what the layout or the files say.

    Attributes
    ----------
    year
        The year it describes; 0: as the files say.
    currency
        Unit of money, such as ``EUR``; blank: as the files say.
    scale
        How many of it one figure stands for: 1e6 for a table in millions; None: as the files say.
    prices
        ``basic``, ``producers`` or ``purchasers``; blank: as the files say.
    name
        Short name of the table; blank: as the files say.
    region
        Which region a table of a single one describes, such as ``DEU``; blank: as the files say.
    """

    year: int = 0
    currency: str = ""
    scale: float | None = None
    prices: str = ""
    name: str = ""
    region: str = ""


def provenance(found: Provenance, options: ReadingOptions) -> Provenance:
    """What is known of a table's origin: what the person said, else what was found.

    Examples
    --------
    >>> provenance(Provenance("WIOD", year=2011, scale=1e6), ReadingOptions(name="Mine")).name
    'Mine'
    """
    return replace(
        found,
        name=options.name or found.name,
        year=options.year or found.year,
        currency=options.currency or found.currency,
        scale=found.scale if options.scale is None else options.scale,
        prices=options.prices or found.prices,
    )
