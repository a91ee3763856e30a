"""The catalogue of findings: code, title and severity, kept as data.

``docs/findings.md`` tells each with its cause and its remedy; a test keeps the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commonweal.findings import Severity

__all__ = ["CODES", "Code"]


@dataclass(frozen=True)
class Code:
    """One kind of finding.

    Attributes
    ----------
    code
        Stable id.
    severity
        ``error`` (no plan is made) or ``warning`` (a plan is made, and says so).
    title
        A few words for it.
    """

    code: str
    severity: Severity
    title: str


CODES: Mapping[str, Code] = MappingProxyType(
    {
        code.code: code
        for code in (
            Code("A01", "error", "a file is not what its name says"),
            Code("A02", "error", "an archive is too large"),
            Code("A03", "error", "a path leaves the archive"),
            Code("A04", "error", "a text is not UTF-8"),
            Code("A05", "error", "something required is missing"),
            Code("A06", "error", "an unknown column, table or key"),
            Code("A07", "error", "a column or table stands twice"),
            Code("A08", "error", "a row has more or fewer cells than the heading"),
            Code("A09", "error", "a required table has no rows"),
            Code("A10", "error", "a cell holds an error or a formula without a value"),
            Code("A11", "error", "a sheet is too large"),
            Code("B01", "error", "not a value of the column's kind"),
            Code("B02", "error", "blank where a value is needed"),
            Code("B03", "error", "infinite"),
            Code("B04", "error", "a negative number of people or a negative need"),
            Code("B05", "error", "a sign against the column"),
            Code("B06", "error", "outside the range of the column"),
            Code("B07", "error", "the least is more than the most"),
            Code("B09", "error", "beyond scale"),
            Code("B10", "error", "a coefficient that the solver would drop"),
            Code("B11", "error", "not a date, or dates that can't hold"),
            Code("B12", "error", "two rows for the same thing at the same time"),
            Code("B13", "error", "a technique that makes nothing"),
            Code("B14", "warning", "more mass comes out than goes in"),
            Code("B15", "warning", "a row that holds on no day of the plan"),
            Code("C01", "error", "an unknown name"),
            Code("C02", "error", "names that differ only in case, spaces or Unicode form"),
            Code("C03", "error", "a name or text that is not allowed"),
            Code("C04", "warning", "a good that is needed and nothing provides"),
            Code("C05", "warning", "a technique whose products nobody uses"),
            Code("C06", "error", "places that lie inside each other in a circle"),
            Code("C10", "error", "a limit that sums nothing"),
            Code("C11", "error", "a selector that can't be read"),
            Code("C12", "error", "a good without mass on a route with a capacity"),
            Code("C13", "error", "a place where all share one balance"),
            Code("C14", "error", "a shared good paid with money of places"),
            Code("C15", "warning", "a need of people who are not there"),
            Code("C16", "warning", "a loss from a store that is not there"),
            Code("C17", "warning", "equipment that is used or built where none can be"),
            Code("D01", "error", "an unknown unit"),
            Code("D02", "error", "a unit of another dimension"),
            Code("D03", "error", "a unit missing where others are given"),
            Code("D04", "warning", "a figure of another scale than its like"),
            Code("D05", "warning", "more hours of work than a day has"),
            Code("D06", "warning", "an amount per period where periods differ in length"),
            Code("D07", "error", "a unit with a zero of its own"),
            Code("D08", "warning", "coefficients of one good far apart"),
            Code("E01", "warning", "a need that nothing can reach"),
            Code("E05", "warning", "a need before anything can be ready"),
            Code("E07", "warning", "a plan that may end with empty stores"),
            Code("F01", "error", "something from nothing"),
            Code("F04", "error", "goods that take more of themselves than there is made"),
            Code("F06", "warning", "labour or money that nothing limits"),
            Code("S01", "error", "scenarios that go on from each other in a circle"),
            Code("S02", "error", "a key or a table that the word has no use for"),
            Code("S03", "error", "a condition that can't be read"),
            Code("S04", "error", "a change that matches nothing"),
            Code("S05", "error", "days that what changes can't follow"),
            Code("S06", "error", "a change that is never felt, or known too late"),
            Code("T01", "error", "a product of which not as much is used as is supplied"),
            Code("T02", "error", "an industry whose inputs and value added are not worth its output"),
            Code("T03", "error", "something used that nobody makes"),
            Code("T04", "warning", "negative figures where none belong"),
            Code("T05", "error", "figures that are not finite"),
            Code("T06", "error", "a label that is blank or stands twice"),
            Code("T07", "warning", "a region whose people are not known"),
            Code("T08", "error", "a published total that is not the sum of its parts"),
            Code("T10", "error", "figures a thousand or a million times too large or too small"),
            Code("T11", "warning", "figures out of the ordinary"),
        )
    }
)  # fmt: skip
"""Every code that reading and checking can give, in order."""
