"""English."""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.language.en import (
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
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

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
