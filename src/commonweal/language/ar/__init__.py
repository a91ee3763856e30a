"""Arabic; months by their names in the Levant, and by number where room is scarce."""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.language.ar import (
    accounting,
    asking,
    briefing,
    comparing,
    explaining,
    methods,
    report,
    scenarios,
    sweeping,
)

__all__ = ["MONTHS", "PHRASES", "SHORT_MONTHS"]

MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
SHORT_MONTHS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")

PHRASES: Mapping[str, str] = {
    **report.PHRASES,
    **explaining.PHRASES,
    **comparing.PHRASES,
    **scenarios.PHRASES,
    **asking.PHRASES,
    **accounting.PHRASES,
    **methods.PHRASES,
    **briefing.PHRASES,
    **sweeping.PHRASES,
}
