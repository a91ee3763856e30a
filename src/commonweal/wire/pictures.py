"""A plan as the workbench draws it: places, periods and goods by number, and columns of figures.

Names stand once, in lists; figures stand in columns of equal length that name places, periods, goods and so
on by their position in those lists. A year of 300 places is some megabytes so, and a browser can go through
it while somebody drags a slider.
"""

from __future__ import annotations

from typing import Literal

from commonweal.wire.message import Day, Message

__all__ = [
    "Activities",
    "Cells",
    "Flows",
    "Limits",
    "Picture",
    "PictureActivity",
    "PictureAim",
    "PictureClosed",
    "PictureGood",
    "PictureGroup",
    "PictureHeadline",
    "PictureNeed",
    "PicturePeriod",
    "PicturePlace",
    "PictureRoute",
    "PictureSupply",
    "PictureTier",
    "Prices",
    "Room",
    "Stocks",
    "Supplied",
    "Titles",
]

Titles = dict[str, str]
"""A name in each language that the economy has it in, by the language's code; ``en`` is always there."""

Indices = tuple[int, ...]
Places = tuple[int | None, ...]
"""Positions of places; null for the pool, the one balance of a pooled good (money, fleets of lorries)."""
Figures = tuple[float, ...]


class PicturePeriod(Message):
    """A period of the plan: its first day, and how many days it has."""

    start: Day
    days: int


class PictureGroup(Message):
    """A group of people."""

    name: str
    titles: Titles


class PictureGood(Message):
    """A good, the unit of all its figures, and what it is: ``food``, ``currency`` …, blank for unsaid."""

    name: str
    titles: Titles
    unit: str
    kind: str


class PictureNeed(Message):
    """A need: the good that people need (by position), and its tier; 1 is the most urgent."""

    good: int
    tier: int


class PicturePlace(Message):
    """A place.

    Attributes
    ----------
    name, titles, parent
        As the economy's tables have them; ``parent`` is a position, null for none.
    longitude, latitude
        Degrees east and north; null where the tables give none.
    code, code_system
        What boundaries are found by; blank for none.
    people
        Most people with needs there in any period.
    """

    name: str
    titles: Titles
    parent: int | None
    longitude: float | None
    latitude: float | None
    code: str
    code_system: str
    people: float


class PictureHeadline(Message):
    """People, over the whole plan and period by period.

    Attributes
    ----------
    in_need
        People with any need.
    targeted
        Those of them for whom the plan delivers something.
    reached
        Those of them who lack nothing of the most urgent tier: each need of it is covered in full.
    in_need_by_period, targeted_by_period, reached_by_period : shape (n_periods,)
        The same in each period; the figures above are of the worst period of each person.
    """

    in_need: float
    targeted: float
    reached: float
    in_need_by_period: Figures
    targeted_by_period: Figures
    reached_by_period: Figures


class PictureTier(Message):
    """What a tier of needs comes to: its mean coverage by people, and the lowest cell (a position)."""

    tier: int
    people: float
    people_fully_covered: float
    mean: float
    lowest: int


class Cells(Message):
    """Coverage: who gets how much of what they need, when.

    Attributes
    ----------
    place, group, need : positions
    first, n_periods
        The first period that a cell is over, and over how many; a need of 30 days may span several.
    people, wanted, delivered, coverage
        ``coverage`` is the share of ``wanted`` that is delivered; amounts in the unit of the need's good.
    """

    place: Indices
    group: Indices
    need: Indices
    first: Indices
    n_periods: Indices
    people: Figures
    wanted: Figures
    delivered: Figures
    coverage: Figures


class PictureRoute(Message):
    """A route.

    Attributes
    ----------
    capacity
        The most that may set out in one direction, in tonnes per day, while the route is open; null where
        nothing limits it. Where it changes with time, the highest; ``Room`` has it period by period.
    """

    name: str
    titles: Titles
    from_place: int
    to_place: int
    mode: str
    both_ways: bool
    capacity: float | None


class Flows(Message):
    """What is sent along routes; ``back`` where it goes from ``to_place`` to ``from_place``.

    Attributes
    ----------
    tonnes
        Null where the good has no mass.
    sent, arrived
        In the unit of the good.
    """

    route: Indices
    back: tuple[bool, ...]
    good: Indices
    period: Indices
    tonnes: tuple[float | None, ...]
    sent: Figures
    arrived: Figures


class Room(Message):
    """What may set out along routes in each direction, in tonnes in the period.

    A route without a row in a period is shut then, or nothing limits it (its ``capacity`` is null).
    """

    route: Indices
    period: Indices
    tonnes: Figures


class PictureClosed(Message):
    """Something that is shut for a time: why, and who says so.

    Attributes
    ----------
    kind, name
        What, as its table has it: ``route``, ``place``, ``supply``, ``activity``.
    position
        Its position in the list of its kind; null where the plan's lists don't have it.
    place
        Where, for an activity that is shut at one place (a position); otherwise null.
    first, n_periods
        The periods in which it is shut, for some days at least.
    start, until
        First day, and first day no longer; null for the ends of the calendar.
    """

    kind: Literal["route", "place", "supply", "activity"]
    name: str
    position: int | None
    place: int | None
    first: int
    n_periods: int
    start: Day | None
    until: Day | None
    because: str
    claimed_by: str
    source: str


class Stocks(Message):
    """Stocks at the end of periods; a store that is empty all the time is left out."""

    good: Indices
    place: Places
    period: Indices
    stock: Figures


class PictureSupply(Message):
    """A supply: a good that comes from outside to a place (positions); without a place, to a pool.

    One that may come at several places stands once for each where the plan draws on it; where it does not,
    once without a place.
    """

    name: str
    titles: Titles
    good: int
    place: int | None


class Supplied(Message):
    """What supplies give, and what it costs; ``paid_in`` is the currency's good, null where it is free."""

    supply: Indices
    period: Indices
    amount: Figures
    cost: Figures
    paid_in: tuple[int | None, ...]


class PictureActivity(Message):
    """An activity that makes goods."""

    name: str
    titles: Titles


class Activities(Message):
    """Levels at which activities are run."""

    activity: Indices
    place: Indices
    period: Indices
    level: Figures


class PictureAim(Message):
    """An aim of the plan; earlier ones come first.

    Attributes
    ----------
    name
        As the plan's tables have it: ``tier 1``, ``effort: labour``.
    tier
        Of a tier's coverage; 0 for all others.
    value, unit
        What it came to, and in what: the lowest coverage of a tier, the sum of an effort.
    """

    name: str
    tier: int
    value: float
    unit: str


class Prices(Message):
    """Prices of goods at places: what the plan would gain by one unit more there and then.

    Attributes
    ----------
    price
        For the first aim that one unit more would help, in the unit of that aim.
    of
        The tier whose coverage one unit more would raise, 0 for another aim, such as the effort.
    aim
        The aim, as a position among ``aims``.
    """

    good: Indices
    place: Places
    period: Indices
    price: Figures
    of: Indices
    aim: Indices


class Limits(Message):
    """What binds: things that are used to the full.

    Attributes
    ----------
    kind
        ``route``, ``supply``, ``activity``, ``store``, ``limit``, ``purse`` (a supply of money), ``intake``
        (the most a person may get), ``equipment``.
    name
        Of the route, supply, activity, limit or equipment; of a store its good, of an intake its group.
    position
        In the list of routes, supplies (of purses too) or activities; null for the other kinds.
    back
        Of a route, whether its way from ``to_place`` to ``from_place`` is full.
    place, good
        Positions; null where it has none.
    period
        Position; null where it is counted over several periods together.
    used, at_most, unit
        How much is used of how much; the unit is blank for levels of activities and sums of several units.
    price, aim
        What one unit more would give to the first aim that it would help, and that aim (a position); 0 and
        null where that is not known, or nothing.
    """

    kind: tuple[str, ...]
    name: tuple[str, ...]
    position: tuple[int | None, ...]
    back: tuple[bool, ...]
    place: tuple[int | None, ...]
    good: tuple[int | None, ...]
    period: tuple[int | None, ...]
    used: Figures
    at_most: Figures
    unit: tuple[str, ...]
    price: Figures
    aim: tuple[int | None, ...]


class Picture(Message):
    """A plan as the workbench draws it.

    Attributes
    ----------
    form
        Number of this form, from 1.
    title, scenario, rule
        Of the economy; name of the scenario, blank for none; rule of sharing.
    quality, certificate
        What is proved: ``verified``, ``approximate`` …, and the errors that were found.
    effort
        Name, value and unit of what is spared once needs are met.
    """

    form: int
    title: Titles
    scenario: str
    rule: str
    quality: str
    certificate: dict[str, float | None]
    effort_name: str
    effort: float
    effort_unit: str
    periods: tuple[PicturePeriod, ...]
    groups: tuple[PictureGroup, ...]
    goods: tuple[PictureGood, ...]
    needs: tuple[PictureNeed, ...]
    places: tuple[PicturePlace, ...]
    routes: tuple[PictureRoute, ...]
    supplies: tuple[PictureSupply, ...]
    activities: tuple[PictureActivity, ...]
    aims: tuple[PictureAim, ...]
    headline: PictureHeadline
    tiers: tuple[PictureTier, ...]
    cells: Cells
    flows: Flows
    room: Room
    closed: tuple[PictureClosed, ...]
    stocks: Stocks
    supplied: Supplied
    levels: Activities
    prices: Prices
    binding: Limits
