"""What was asked of the builder: purposes of products, and options that fit nothing in the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from commonweal.building.asked_bridges import bridge_faults
from commonweal.building.asked_techniques import technique_faults
from commonweal.building.asked_values import value_faults
from commonweal.building.frame import Frame
from commonweal.building.naming import ASSUMED_LABOUR, safe_names
from commonweal.building.options import Purpose
from commonweal.building.placing import asked_at
from commonweal.classify.purposes import tiers_of
from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.validate.report import finding, limited, suggestion

__all__ = ["purposes_for", "refuse_faulty"]

_PLACES = ("region", "origin", "to")  # of these, a blank is every one

_WHOLE = 1e-6  # how far shares may be from 1


def purposes_for(frame: Frame) -> dict[str, Purpose]:
    """Purpose and tier of each product: as the options say, else by the shipped maps."""
    labels = frame.table.products
    shipped = {
        row.product: Purpose(row.division, row.tier) for row in tiers_of(labels, frame.options.classification)
    }
    return shipped | dict(frame.options.purposes)


def refuse_faulty(frame: Frame) -> None:
    """Refuse options that the table can't answer.

    Raises
    ------
    DataError
        With all of them.
    """
    faults = list(_elsewhere(frame)) or [
        *value_faults(frame.options),
        *_unpeopled(frame),
        *_unknown(frame),
        *_unserved(frame),
        *_twice(frame),
        *technique_faults(frame.options),
        *bridge_faults(frame),
        *_unwhole(frame),
    ]
    if faults:
        raise DataError(limited(faults))


def _elsewhere(frame: Frame) -> Iterator[Finding]:
    """Final users of regions that have neither industries nor products."""
    for region in dict.fromkeys(frame.table.final.regions):
        if region not in frame.regions:
            remedy = suggestion(region, frame.regions, "Let final users be of regions that make something.")
            yield finding(
                "C01", "No industry is there.", remedy, file="final_demand", column="region", value=region
            )


def _unpeopled(frame: Frame) -> Iterator[Finding]:
    """Regions with households, or with floors, and no inhabitants."""
    consumed = frame.demand("household").sum(axis=0)
    floored = {floor.region for floor in frame.options.floors}
    floored |= {bridge.region for bridge in frame.options.bridges}
    for region, amount in zip(frame.regions, consumed, strict=True):
        wanted = amount > 0.0 or bool(floored & {"", region})
        if wanted and not frame.table.people.get(region, 0.0) > 0.0:
            why = "Its households need something, and how many people live there isn't known."
            remedy = "Give the inhabitants of regions (--people FILE with region,people)."
            cell = ("people", None, "people")
            yield asked_at(frame.options, "B02", cell, why, remedy, value=region)


def _unknown(frame: Frame) -> Iterator[Finding]:
    """Names in options that are not in the table; each told once a column."""
    told: set[tuple[str, str, str]] = set()
    for (file, index, column), name, known in _named(frame):
        if name in known or (file, column, name) in told:
            continue
        told.add((file, column, name))
        remedy = suggestion(name, known, "Take a name of the table.")
        cell = (file, index, column)
        yield asked_at(frame.options, "C01", cell, "The table has no such name.", remedy, value=name)


def _named(frame: Frame) -> Iterator[tuple[tuple[str, int, str], str, Collection[str]]]:
    """Every cell of the options that names something of the table, with the names that there are."""
    table, options = frame.table, frame.options
    products, regions = table.products.distinct_names, frame.regions
    beside = (*(table.labour.names or (ASSUMED_LABOUR,)), *table.satellites.names)
    for index, name in enumerate(options.people):
        yield ("people", index, "region"), name, regions
    for index, name in enumerate(options.purposes):
        yield ("purposes", index, "product"), name, products
    columns: Mapping[str, Mapping[str, Collection[str]]] = {
        "groups": {"region": regions},
        "floors": {"product": products, "region": regions},
        "bridges": {"product": products, "region": regions},
        "techniques": {"good": (*products, *beside), "region": regions},
        "caps": {"row": table.satellites.names, "region": regions},
        "trade_costs": {"product": products, "origin": regions, "to": regions, "service": products},
    }
    for file, names in columns.items():
        for index, row in enumerate(getattr(options, file)):
            for column, known in names.items():
                name = getattr(row, column)
                if name or not (column in _PLACES or (file, column) == ("trade_costs", "product")):
                    yield (file, index, column), name, known


def _unserved(frame: Frame) -> Iterator[Finding]:
    """Trade costs in a service that the country of origin doesn't give, or where none can arise."""
    labels = frame.table.products
    if frame.options.trade_costs and not frame.pooled:
        one = "The table has one region, and no trade between regions."
        tied = "Where sourcing is 'observed', users draw on origins themselves, and no trade bears a cost."
        remedy = "Leave them out, or let sourcing be 'within' or 'free'."
        why = tied if frame.several else one
        yield asked_at(frame.options, "A06", ("trade_costs", None, ""), why, remedy)
    for index, row in enumerate(frame.options.trade_costs):
        if row.service not in labels.distinct_names:
            continue  # told already
        origins = [row.origin] if row.origin else frame.regions
        for region in origins:
            if region in frame.regions and (region, row.service) not in labels.positions:
                why = f"'{region}' has no such service to go with what it sells."
                cell = ("trade_costs", index, "service")
                remedy = "Name the origins that have it."
                yield asked_at(frame.options, "C01", cell, why, remedy, value=row.service)


def _twice(frame: Frame) -> Iterator[Finding]:
    """Rows that say two things of one: floors of a product, and techniques with the name of an industry."""
    remedy = "Keep one; a blank region is every region."
    first: set[tuple[str, str]] = set()
    for index, floor in enumerate(frame.options.floors):
        for region in [floor.region] if floor.region else frame.regions:
            if (floor.product, region) in first:
                why = f"'{region}' has two floors of it."
                cell = ("floors", index, "product")
                yield asked_at(frame.options, "B12", cell, why, remedy, value=floor.product)
            first.add((floor.product, region))
    industries = set(safe_names(frame.table.industries.distinct_names))
    names = [row.technique for row in frame.options.techniques]
    for name in dict.fromkeys(names):
        if safe_names([name])[0] in industries:
            why = "An industry of the table has that name."
            cell = ("techniques", names.index(name), "technique")
            yield asked_at(frame.options, "C02", cell, why, "Give the technique another.", value=name)


def _unwhole(frame: Frame) -> Iterator[Finding]:
    """Groups of households whose shares don't add up to the whole."""
    rows = frame.options.groups
    for region in frame.regions:
        here = [row for row in rows if row.region in {"", region}]
        sums = {"people": sum({row.group: row.people for row in here}.values())}
        for division in dict.fromkeys(("", *(row.division for row in here))):
            what = f"consumption, division {division}" if division else "consumption"
            sums[what] = sum(row.consumption for row in here if row.division == division)
        for what, total in sums.items():
            if here and abs(total - 1.0) > _WHOLE:
                why = f"The shares of {what} in '{region}' add up to {total:g}, not to 1."
                cell = ("groups", None, what.split(",")[0])
                yield asked_at(frame.options, "B06", cell, why, "Correct the shares.")
