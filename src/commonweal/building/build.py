"""From supply and use tables to an economy that can be planned: the order, on one screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from commonweal.building.asked import purposes_for, refuse_faulty
from commonweal.building.caps import add_caps
from commonweal.building.draft import Draft
from commonweal.building.equipment import add_equipment
from commonweal.building.finals import add_commitments, add_negative_finals
from commonweal.building.frame import Frame
from commonweal.building.industries import add_industries
from commonweal.building.labour import add_imported_inputs, add_labour, add_satellites
from commonweal.building.markets import Moves
from commonweal.building.needs import add_households
from commonweal.building.options import BuildOptions, Purpose
from commonweal.building.outside import add_currency, add_outside
from commonweal.building.sourcing import add_country_mixes, add_local_markets
from commonweal.building.techniques import add_techniques
from commonweal.classify.countries import countries, countries_of
from commonweal.inputoutput.tables import SupplyUse
from commonweal.model import Calendar, Economy, Settings

__all__ = ["Built", "build_economy"]


@dataclass(frozen=True)
class Built:
    """An economy made from a table.

    Attributes
    ----------
    economy
        Ready to be checked and planned.
    notes
        What was assumed or left out, in sentences.
    """

    economy: Economy
    notes: tuple[str, ...]


def build_economy(table: SupplyUse, options: BuildOptions | None = None) -> Built:
    """The economy that a table describes: one year, needs from what households consumed.

    Parameters
    ----------
    table
        Supply and use, or a symmetric table.
    options
        What may be chosen; see ``BuildOptions``.

    Raises
    ------
    DataError
        With every option that names nothing in the table, every region of consumers whose inhabitants
        aren't known, and shares that don't add up.
    """
    options = options or BuildOptions()
    table = replace(table, people=dict(table.people) | dict(options.people))
    frame = Frame.of(table, options)
    refuse_faulty(frame)
    draft = Draft(options.smallest, table.provenance.source or table.provenance.name or "imported table")
    _add_places(draft, frame)
    _add_products(draft, frame)
    add_industries(draft, frame)
    purposes = purposes_for(frame)
    moves = Moves(options.within, _after_needs(frame, purposes))
    add_local_markets(draft, frame, moves)
    add_country_mixes(draft, frame, moves)
    add_currency(draft, frame)
    add_outside(draft, frame)
    add_imported_inputs(draft, frame)
    add_labour(draft, frame)
    add_satellites(draft, frame)
    add_equipment(draft, frame)
    add_techniques(draft, frame)
    add_commitments(draft, frame)
    add_negative_finals(draft, frame)
    add_households(draft, frame, purposes)
    add_caps(draft, frame)
    if draft.left_out:
        draft.notes.append(
            f"{draft.left_out} coefficients below {options.smallest:g} are left out: solvers drop them."
        )
    return Built(draft.finished(_settings(frame)), tuple(draft.notes))


def _after_needs(frame: Frame, purposes: Mapping[str, Purpose]) -> int | None:
    """A tier after those of all needs; None where needs aren't what was consumed."""
    if frame.options.floors_only:
        return None
    tiers = [floor.tier for floor in frame.options.floors] + [row.tier for row in frame.options.bridges]
    floors = [tier + 1 for tier in tiers]  # what was consumed beyond is a step further
    return max([purpose.tier for purpose in purposes.values()] + floors) + (2 if floors else 1)


def _settings(frame: Frame) -> Settings:
    source = frame.table.provenance
    start = frame.options.start or dt.date(source.year or 2000, 1, 1)
    year = "" if str(source.year) in source.name else str(source.year or "")
    name = frame.options.name or ", ".join(filter(None, [source.name, year]))
    return Settings(
        name=name or "economy",
        description=f"Made from {source.source or source.name}.",
        currency=frame.currency,
        calendar=Calendar(start=start, lengths=(365,)),
    )


def _add_places(draft: Draft, frame: Frame) -> None:
    places = [frame.names.place(region) for region in frame.regions]
    found = [countries_of(region) for region in frame.regions]
    codes = [codes[0] if len(codes) == 1 else None for codes in found]
    draft.add(
        "places",
        {
            "place": places,
            "name": [
                countries()[code].name if code else region
                for code, region in zip(codes, frame.regions, strict=True)
            ],
            "code": codes,
            "code_system": ["ISO 3166-1 alpha-3" if code else None for code in codes],
        },
    )


def _add_products(draft: Draft, frame: Frame) -> None:
    titles = {good: frame.table.products.title(row) for row, good in reversed(list(enumerate(frame.made)))}
    draft.add(
        "goods",
        {
            "good": list(reversed(titles)),
            "name": [_title(frame, good, title) for good, title in reversed(titles.items())],
            "unit": frame.currency,
            "kind": "good",
            "family": "made",
        },
    )


def _title(frame: Frame, good: str, title: str) -> str:
    """What people call a good that is made; plain where it is also what they use."""
    apart = frame.several or frame.has_local_market[frame.made.index(good)]
    return f"{title}, as made" if apart else title
