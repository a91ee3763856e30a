"""Explanations in sentences whose parts name what they are about, so that a screen can set links."""

from __future__ import annotations

from commonweal.wire.economies import Change
from commonweal.wire.message import Message

__all__ = [
    "CellTold",
    "Explanations",
    "HelpTold",
    "HelpsTold",
    "NeedTold",
    "Piece",
    "Pointer",
    "ReliefTold",
    "Sentence",
    "ServingTold",
    "ShareTold",
]


class Pointer(Message):
    """What a part of a sentence is about.

    Attributes
    ----------
    kind
        ``place``, ``route``, ``supply``, ``activity``, ``good``, ``group``, ``limit`` …, or ``row``.
    name
        Of the thing, as the tables call it; blank for a row.
    table
        Of the row; blank for a thing.
    row
        Position of the row in the version of the economy that holds now; null where it is not there (a
        scenario made it, or it was taken out since), and for a thing.
    key
        Cells of the row that told it from others in the plan.
    """

    kind: str
    name: str = ""
    table: str = ""
    row: int | None = None
    key: dict[str, str | None]


class Piece(Message):
    """A part of a sentence.

    Attributes
    ----------
    text
        What is read.
    apart
        Whether it is a name or a number, which keeps its own direction of writing.
    link
        Number of what it is about among the sentence's links, from 0; null for none.
    """

    text: str
    apart: bool
    link: int | None


class Sentence(Message):
    """A sentence as plain text, and in pieces; the pieces one after another are the text."""

    text: str
    pieces: tuple[Piece, ...]
    links: tuple[Pointer, ...]


class CellTold(Message):
    """One need of one group at one place in one period."""

    tier: int
    place: str
    group: str
    good: str
    period: str
    coverage: float
    person_days: float


class ReliefTold(Message):
    """What would help one need.

    Attributes
    ----------
    sentence, steps
        What it would give; and what is loosened, without what that gives.
    coverage, person_days
        Coverage of this need if all of the gain goes to it, and person-days that it gains.
    changes
        What a scenario says that makes it, on top of that of the plan; none where it can't be written.
    """

    sentence: Sentence
    steps: Sentence
    coverage: float
    person_days: float
    changes: tuple[Change, ...]


class NeedTold(Message):
    """Why a need is short, and what would help.

    Attributes
    ----------
    cell
        Which need.
    headline
        Who is short of what, where and when.
    why, reasons
        Why it can't rise; where several things hold it down at once, each of them.
    notes
        In how many periods it is so, who else has no more, with what knowledge that is said.
    highest
        The coverage it could have without harm to what is more urgent or to those who have no more.
    reliefs
        What would help, the greatest gain first.
    """

    cell: CellTold
    headline: Sentence
    why: Sentence
    reasons: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    highest: float
    reliefs: tuple[ReliefTold, ...]


class HelpTold(Message):
    """A line of what would help most.

    Attributes
    ----------
    steps, where, before, after
        What is loosened, where it stands, what it is and what it would be.
    person_days
        Person-days gained by all needs that were asked about.
    changes
        As for ``ReliefTold``.
    """

    steps: Sentence
    where: Sentence
    before: Sentence
    after: Sentence
    person_days: float
    changes: tuple[Change, ...]


class HelpsTold(Message):
    """What would help most: what it is about, how many needs lack how many person-days, and the lines."""

    remarks: tuple[Sentence, ...]
    cells: int
    lacking: float
    lines: tuple[HelpTold, ...]


class ShareTold(Message):
    """What a share of something is for: a need (``end`` is ``need``) and whose, or where it ends."""

    share: float
    amount: float
    end: str
    purpose: Sentence
    whom: Sentence


class ServingTold(Message):
    """What something in a plan is for, and what makes up its price.

    Attributes
    ----------
    kind, name, amount, unit
        What was asked about, and how much of it there is in the plan.
    headline, sums, method, prices
        How much of it there is; what it serves, in sum; how that was counted; its prices.
    shares
        What it is for, the largest first.
    """

    kind: str
    name: str
    amount: float
    unit: str
    headline: Sentence
    sums: tuple[Sentence, ...]
    shares: tuple[ShareTold, ...]
    method: tuple[Sentence, ...]
    prices: tuple[Sentence, ...]


class Explanations(Message):
    """What an explanation says, in one language.

    Attributes
    ----------
    explanations
        Why needs are short; none where nothing is short of what was asked about.
    relief
        What would help most; null where that was not asked.
    why
        What something is for; null where that was not asked.
    """

    explanations: tuple[NeedTold, ...]
    relief: HelpsTold | None
    why: ServingTold | None
