"""What can be told of options without a table: values outside their ranges, and unknown words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from commonweal.building.options import CAPPED, SOURCINGS, BuildOptions
from commonweal.building.placing import asked_at
from commonweal.classify.purposes import classifications, divisions
from commonweal.findings import Finding
from commonweal.validate.report import suggestion

__all__ = ["value_faults"]

_SHARE, _AMOUNT, _TIER = (0.0, 1.0), (0.0, math.inf), (1.0, 12.0)

_OPTIONS: Mapping[str, tuple[float, float]] = {
    "within": _SHARE,
    "tradable": _SHARE,
    "employed": _SHARE,
    "slack": _AMOUNT,
    "labour_slack": _AMOUNT,
    "trade_slack": _AMOUNT,
    "smallest": _AMOUNT,
    "commitments_tier": _TIER,
}
_ROWS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "groups": {"people": _SHARE, "consumption": _SHARE},
    "techniques": {"amount": (-math.inf, math.inf), "capacity": _AMOUNT},
    "floors": {"amount": _AMOUNT, "tier": (0.0, 12.0)},
    "bridges": {"amount": _AMOUNT, "price": _AMOUNT, "to_table": _AMOUNT, "share": _SHARE, "tier": _TIER},
    "caps": {"at_most": _AMOUNT, "share": _AMOUNT},
    "trade_costs": {"share": _AMOUNT},
}


def value_faults(options: BuildOptions) -> Iterator[Finding]:
    """Everything that is wrong with options, whatever the table is."""
    yield from _words(options)
    for name, allowed in _OPTIONS.items():
        yield from _outside(options, ("", None, name), getattr(options, name), allowed)
    for table, columns in _ROWS.items():
        for index, row in enumerate(getattr(options, table)):
            for column, allowed in columns.items():
                yield from _outside(options, (table, index, column), getattr(row, column), allowed)
    for index, people in enumerate(options.people.values()):
        yield from _outside(options, ("people", index, "people"), people, _AMOUNT)
    for index, purpose in enumerate(options.purposes.values()):
        yield from _outside(options, ("purposes", index, "tier"), purpose.tier, _TIER)
    yield from _empty_groups(options)
    yield from _capped_twice(options)
    yield from _idle(options)


def _outside(
    options: BuildOptions,
    cell: tuple[str, int | None, str],
    value: float | None,
    allowed: tuple[float, float],
) -> Iterator[Finding]:
    """A number that is not finite, or outside what its column may hold."""
    least, most = allowed
    if value is None or (math.isfinite(value) and least <= value <= most):
        return
    if not math.isfinite(value):
        yield asked_at(options, "B03", cell, "A figure is finite.", "Leave it blank for none.", value=value)
    elif most == math.inf:
        why, remedy = "It is 0 or more.", "Write how much, without a sign."
        yield asked_at(options, "B05", cell, why, remedy, value=value)
    elif allowed == _SHARE:
        why, remedy = "A share lies between 0 and 1.", "Correct it: 20 % is 0.2."
        yield asked_at(options, "B06", cell, why, remedy, value=value)
    else:
        why, remedy = f"A tier is a whole number from {least:g} to {most:g}.", "1 is the most urgent."
        yield asked_at(options, "B06", cell, why, remedy, value=value)


def _words(options: BuildOptions) -> Iterator[Finding]:
    """Words that options don't know."""
    divided = [("groups", index, group.division) for index, group in enumerate(options.groups)]
    divided += [("bridges", index, bridge.division) for index, bridge in enumerate(options.bridges)]
    asked: list[tuple[str, int | None, str, str, Sequence[str]]] = [
        ("", None, "sourcing", options.sourcing, SOURCINGS),
        *(("caps", index, "by", cap.by, CAPPED) for index, cap in enumerate(options.caps)),
        *((table, index, "division", name, tuple(divisions())) for table, index, name in divided if name),
    ]
    if options.classification is not None:
        asked.append(("", None, "classification", options.classification, classifications()))
    for table, index, column, word, known in asked:
        if word not in known:
            remedy = suggestion(word, known, f"There are: {', '.join(known)}.")
            why = f"There is no such {column}."
            yield asked_at(options, "C01", (table, index, column), why, remedy, value=word)


def _empty_groups(options: BuildOptions) -> Iterator[Finding]:
    """Groups without anybody in them: what one of them consumes can't be told."""
    for index, group in enumerate(options.groups):
        if group.people == 0.0:
            why, remedy = f"Nobody is in the group '{group.group}'.", "Leave the group out."
            yield asked_at(options, "B06", ("groups", index, "people"), why, remedy, value=group.people)


def _capped_twice(options: BuildOptions) -> Iterator[Finding]:
    """Caps that say both how much, and what share of the observed."""
    for index, cap in enumerate(options.caps):
        if cap.at_most is not None and cap.share is not None:
            why = "The cap says how much in two ways."
            remedy = "Leave one blank: at_most is an amount, share a part of what was observed."
            yield asked_at(options, "B12", ("caps", index, "share"), why, remedy, value=cap.share)


def _idle(options: BuildOptions) -> Iterator[Finding]:
    """What would have no effect, or leave nobody with a need."""
    if options.floors_only and not (options.floors or options.bridges):
        why, remedy = "Nothing would be needed: no floor is said.", "Give --floors or --bridges."
        yield asked_at(options, "A05", ("", None, "floors_only"), why, remedy)
    for index, cost in enumerate(options.trade_costs):
        if cost.origin and cost.origin == cost.to:
            why = "What stays in a region has no cost of trade: the row would be ignored."
            cell = ("trade_costs", index, "to")
            yield asked_at(options, "B06", cell, why, "Name two regions.", value=cost.to)
