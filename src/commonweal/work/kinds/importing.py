"""Jobs of kind ``import``: the answer holds the files of a new economy, below ``economy/``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from commonweal.building.files import BuildFiles, build_options
from commonweal.building.making import Between, made_of_table
from commonweal.building.options import BuildOptions
from commonweal.importing.options import ReadingOptions
from commonweal.show.importing_text import Imported, print_import
from commonweal.wire.requests import ImportRequest
from commonweal.work.doing import Doing, Found
from commonweal.work.economy_files import economy_and_table, facts_of
from commonweal.work.unpacking import unpacked

__all__ = ["found"]

_FILES = ("people", "needs", "groups", "techniques", "floors", "bridges", "caps", "trade_costs")
_PERCENT = ("within", "tradable", "slack", "labour_slack", "trade_slack", "employed")
_AS_THEY_ARE = (
    "name", "classification", "sourcing", "floors_only", "commitments_tier", "capital", "start",
)  # fmt: skip


def found(doing: Doing) -> Found:
    """An economy of a published table, and what there is to tell of it."""
    asked = cast(ImportRequest, doing.asked)
    reading = ReadingOptions(
        year=asked.year,
        currency=asked.currency,
        scale=asked.scale,
        prices=asked.prices,
        name=asked.name,
        region=asked.region,
    )
    building, table = _building(doing, asked), unpacked(doing.file("table"), doing.folder / "table")
    made = made_of_table(
        asked.source, table, reading, building, _between(doing, asked), doubted=doing.doubted
    )
    told = Imported(asked.source, made.table, made.check, made.balancing, made.economy, made.notes)
    print_import(told, doing.console, language=doing.language)
    inside = economy_and_table(made.economy, made.table)
    return doing.answer(
        json.dumps(told.data(), indent=2, ensure_ascii=False),
        facts_of(made.economy),
        economy={f"economy/{name}": content for name, content in inside.items()},
    )


def _building(doing: Doing, asked: ImportRequest) -> BuildOptions:
    """How the economy is built."""
    files = BuildFiles(*(_attached(doing, place) for place in _FILES))
    shares = {name: getattr(asked, name) / 100 for name in _PERCENT}
    return build_options(files, **shares, **{name: getattr(asked, name) for name in _AS_THEY_ARE})


def _attached(doing: Doing, place: str) -> Path | None:
    """An attachment, where there is one."""
    return doing.file(place) if place in doing.inputs else None


def _between(doing: Doing, asked: ImportRequest) -> Between:
    """What is done to the table before an economy is built of it."""
    places = ("aggregate_regions", "aggregate_sectors")
    words = [
        str(doing.file(place)) if place in doing.inputs else getattr(asked, place) or "-" for place in places
    ]
    aggregate = None if words == ["-", "-"] else (words[0], words[1])
    return Between(aggregate, asked.balance, asked.tolerance)
