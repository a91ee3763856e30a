"""What ``economy.toml`` says: the name, the calendar and the defaults of an economy."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from commonweal.model.periods import Calendar

__all__ = ["FORMAT", "RULES", "Rule", "Settings"]

FORMAT = 1
"""Version of the table format that this program reads and writes."""

Rule = Literal["leximin", "total", "equal", "money"]
RULES: tuple[Rule, ...] = ("leximin", "total", "equal", "money")


class Settings(BaseModel):
    """The settings of an economy.

    Attributes
    ----------
    name
        Short name of the economy.
    description
        A sentence or two for people.
    currency
        The good that prices are in where a row does not say; blank if there is none.
    calendar
        Its periods.
    rule
        Default rule of sharing.
    effort
        Default effort: a good, a kind of good, ``cost`` or ``outside``, or weights of those.
    languages
        Languages its names are given in.
    decimal
        Decimal sign of numbers in CSV files.
    format
        Version of the table format.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    description: str = ""
    currency: str = ""
    calendar: Calendar
    rule: Rule = "leximin"
    effort: str | dict[str, float] = "labour"
    languages: tuple[str, ...] = ("en",)
    decimal: Literal[".", ","] = "."
    format: int = FORMAT
