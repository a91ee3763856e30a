"""What a plan asks of those who could help: money, goods, access, by date."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from commonweal.explain.records import ReliefLine, ReliefList, Step
    from commonweal.model import Economy

__all__ = ["Ask", "AskKind", "Asks", "asks_of_package", "asks_of_relief"]

AskKind = Literal["money", "goods", "access", "capacity"]
_MOST = 8  # a page for a minister has room for no more
_LEAST = 0.01  # of what is lacking: what gives less is not worth asking for on one page
_GOODS = frozenset({"supply", "opening"})


@dataclass(frozen=True)
class Ask:
    """One thing that is asked for.

    Attributes
    ----------
    kind
        ``money``; ``goods``; ``access``: a route, or leave to bring or do something; ``capacity``: stores,
        activities, equipment and what else is full.
    day
        First day on which it is wanted, as 2031-03-17; blank for the whole time.
    steps
        What is loosened, and by how much, where it comes from what would help; else empty.
    line
        The line of the package, where it comes from what it would take: ``table``, ``what``, ``good``,
        ``place``, ``amount``, ``unit``; else empty.
    person_days
        Person-days of needs that it gives by itself; None where only all together counts.
    """

    kind: AskKind
    day: str
    steps: tuple[Step, ...] = ()
    line: Mapping[str, Any] | None = None
    person_days: float | None = None


@dataclass(frozen=True)
class Asks:
    """All that is asked for.

    Attributes
    ----------
    origin
        ``package``: together they cover needs to a level, and less would not; ``relief``: each by itself
        gives what it says; ``none``: nothing was worked out.
    asks
        By date, and on one date what gives most first.
    n_left
        How many more there are that are not named.
    coverage, tier, total, measure
        Of a package: the level, the least urgent tier, and what all of it comes to.
    n_cannot
        Of a package: how many needs nothing of its kind can lift to the level.
    """

    origin: Literal["package", "relief", "none"]
    asks: tuple[Ask, ...] = ()
    n_left: int = 0
    coverage: float = 1.0
    tier: int = 1
    total: float = 0.0
    measure: str = ""
    n_cannot: int = 0


def asks_of_package(found: Mapping[str, Any]) -> Asks:
    """What is asked for by the answer to what it would take.

    Parameters
    ----------
    found
        As ``Requirement.data`` gives it.
    """
    of = str(found["of"])
    lines = sorted(found["package"], key=lambda line: -line["cost"])
    named = [Ask(_kind_of_line(of, line), str(line["period"] or ""), line=line) for line in lines[:_MOST]]
    return Asks(
        origin="package",
        asks=_by_date(named),
        n_left=len(lines) - len(named),
        coverage=float(found["coverage"]),
        tier=int(found["tier"]),
        total=float(found["total"]),
        measure=str(found["measure"]),
        n_cannot=len(found["cannot"]),
    )


def asks_of_relief(relief: ReliefList, economy: Economy) -> Asks:
    """What is asked for by the list of what would help most."""
    currencies = set(economy["supplies"]["paid_in"].drop_nulls().to_list())
    lines = [line for line in relief.lines if line.person_days >= _LEAST * relief.lacking]
    named = [
        Ask(_kind_of_relief(line, currencies), _day_of(line.steps), line.steps, None, line.person_days)
        for line in lines[:_MOST]
    ]
    return Asks("relief", _by_date(named), len(relief.lines) - len(named))


def _kind_of_line(of: str, line: Mapping[str, Any]) -> AskKind:
    """What a line of a package is, by what was asked and the table that it stands in."""
    if of == "money":
        return "money"
    if of in {"capacity", "labour"}:
        return "access" if line["table"] == "routes" else "capacity"
    return "goods"


def _kind_of_relief(line: ReliefLine, currencies: set[str]) -> AskKind:
    """What a relief is: of several figures, what stands first of access, goods and the rest."""
    kinds = [_kind_of_step(step, currencies) for step in line.steps]
    return next(kind for kind in ("access", "money", "goods", "capacity") if kind in kinds)


def _kind_of_step(step: Step, currencies: set[str]) -> AskKind:
    reason = step.reason
    if reason.names.get("good") in currencies:
        return "money"
    if reason.kind == "route" or (reason.kind == "closed" and reason.table != "stocks"):
        return "access"
    return "goods" if reason.kind in _GOODS else "capacity"


def _day_of(steps: Sequence[Step]) -> str:
    """The first day on which a relief is wanted; blank where it holds all the time."""
    days = [step.period or (step.reason.periods[0] if step.reason.periods else "") for step in steps]
    return min((day for day in days if day), default="")


def _by_date(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """By date, those for the whole time first; on one date what gives most first."""
    return tuple(sorted(asks, key=lambda ask: (ask.day, -(ask.person_days or math.inf))))
