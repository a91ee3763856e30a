"""One broken scenario file for each way to break one, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass

SOUND_SCENARIO = """\
title = "A bad month"
source = "assumed"

[[changes]]
do = "close"
table = "routes"
where = "route=road"
from = 2031-01-08
until = 2031-01-15
because = "Snow"
confidence = "forecast"

[[changes]]
do = "tariff"
where = "good=flour"
value = 0.2

[[changes]]
do = "aid"
values = { supply = "lorries", good = "flour", place = "south", at_most = 40, per = "day" }
known_from = 2031-01-08
"""


@dataclass(frozen=True)
class Bad:
    """A broken file.

    Attributes
    ----------
    old, new
        What is replaced in the sound scenario, and by what.
    code, row, column, value
        Of the one finding.
    says
        What the message names.
    """

    old: str
    new: str
    code: str
    row: int | None
    column: str
    value: str
    says: str


READING = (
    Bad('"Snow"', '"Snow', "A01", 10, "", "", "TOML"),
    Bad("title = ", "titl = ", "A06", 1, "titl", "titl", "'title'"),
    Bad('"A bad month"', "7", "B01", 1, "title", "7", "text"),
    Bad("because =", "becausse =", "A06", 10, "becausse", "becausse", "'because'"),
    Bad('"close"', '"cloze"', "C01", 5, "do", "cloze", "'close'"),
    Bad('do = "close"\n', "", "A05", 4, "do", "", "what is done"),
    Bad('"routes"', '"route"', "C01", 6, "table", "route", "'routes'"),
    Bad('"routes"', '"goods"', "S02", 6, "table", "goods", "routes"),
    Bad("table =", "column = 'capacity'\ntable =", "S02", 6, "column", "capacity", "'close'"),
    Bad("route=road", "rout=road", "S03", 7, "where", "rout=road", "'route'"),
    Bad("route=road", "road", "S03", 7, "where", "road", "column=value"),
    Bad("2031-01-15", "2031-01-02", "B11", 9, "until", "2031-01-02", "2031-01-08"),
    Bad("2031-01-15", '"soon"', "B11", 9, "until", "soon", "2016-07-01"),
    Bad("until =", "known_from = 2031-01-10\nuntil =", "S06", 9, "known_from", "2031-01-10", "2031-01-08"),
    Bad('"forecast"', '"sure"', "C01", 11, "confidence", "sure", "confirmed"),
    Bad("value = 0.2", "", "A05", 13, "value", "", "'tariff'"),
    Bad("value = 0.2", 'value = "a lot"', "B01", 16, "value", "a lot", "number"),
    Bad("value = 0.2", "value = -3", "B06", 16, "value", "-3", "-1 or more"),
    Bad("values = {", "value = 3\nvalues = {", "S02", 20, "value", "", "'values'"),
    Bad("supply = ", "supplly = ", "A05", 20, "supply", "", "'supplly'"),
    Bad("at_most = 40", 'at_most = "much"', "B01", 20, "at_most", "much", "number"),
    Bad("source =", 'parent = "good-month"\nsource =', "C01", 2, "parent", "good-month", "go on from"),
    Bad("source =", 'parent = "month"\nsource =', "S01", 2, "parent", "month", "'month' on 'month'"),
    Bad("[[changes]]\ndo = \"close\"", "[calendar]\nstart = 2031-01-01\nperiods = 0\ndays = 7\n\n"
        "[[changes]]\ndo = \"close\"", "B11", 6, "calendar.periods", "", "1 to 100,000"),
)  # fmt: skip
"""Told on reading, whatever the tables say."""

APPLYING = (
    Bad("route=road", "route=rode", "S04", 7, "where", "route=rode", "'road'"),
    Bad("good=flour", "good=salt, price>0", "S04", 15, "where", "good=salt, price>0", "no row"),
    Bad("good=flour", "good=salt", "S04", 15, "where", "good=salt", "blank"),
    Bad("from = 2031-01-08\nuntil = 2031-01-15", "until = 2030-12-15", "S06", 8, "until", "2030-12-15",
        "2031-01-01"),
    Bad("from = 2031-01-08\nuntil = 2031-01-15", "from = 2031-02-15", "S06", 8, "from", "2031-02-15",
        "2031-01-29"),
    Bad('place = "south"', 'place = "sout"', "C01", 18, "", "", "'south'"),
    Bad('"lorries", good = "flour", place = "south"', '"sea", good = "salt", place = "*"', "B12", 18, "", "",
        "same supply"),
)  # fmt: skip
"""Told when the scenario is tried on the economy."""
