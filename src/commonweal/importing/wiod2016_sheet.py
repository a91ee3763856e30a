"""The world table of WIOD, release 2016, as its Excel sheet is laid out, saved as CSV.

Above the figures stand a title and rows of codes, descriptions, countries (``AUS``) and numbers of columns
(``c1`` …, final users ``c57`` to ``c61``, output ``c62``); before them code, description, country and number
of the row (``r1`` …). Readers of the sheet rely on this: MARIO (``parsers/wiod.py``).
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import polars as pl

from commonweal.data.delimited import decoded
from commonweal.data.raw import RawTable
from commonweal.findings import Finding
from commonweal.importing.grids import even
from commonweal.validate.report import finding

__all__ = ["is_sheet", "read_sheet_form"]

_TITLE = b"Intercountry Input-Output Table"
_LABELS = ("IndustryCode", "IndustryDescription", "Country", "RNr")
_NUMBER = re.compile(r"c(\d+)")
_HEAD = 12  # rows among which the numbers of columns stand


def is_sheet(path: Path) -> bool:
    """Whether a CSV file begins as the sheet does."""
    if path.suffix.lower() != ".csv":
        return False
    with path.open("rb") as opened:
        return _TITLE.lower() in opened.read(200).lower()


def read_sheet_form(path: Path, findings: list[Finding]) -> RawTable | None:
    """The sheet with headings as in the form for R: ``IndustryCode`` …, ``AUS1`` …, ``TOT``."""
    text = decoded(path.read_bytes(), path.name)
    if isinstance(text, Finding):
        findings.append(text)
        return None
    sign = next((sign for sign in ",;\t" if sign in text.partition("\n")[0]), ",")
    if not even(text, sign):
        why = "Not every row has as many cells as the first, or one is blank."
        findings.append(finding("A08", why, "Save the sheet as CSV again, as it is.", file=path.name))
        return None
    frame = pl.read_csv(
        io.BytesIO(text.encode()), separator=sign, has_header=False, infer_schema=False
    ).fill_null("")
    head = [row for row in frame.head(_HEAD).rows() if _NUMBER.fullmatch(row[len(_LABELS)])]
    if not head:
        why = "No row above the figures has the numbers of columns, c1 and so on."
        findings.append(finding("A05", why, "Save the sheet as CSV again, as it is.", file=path.name))
        return None
    numbers = frame.head(_HEAD).rows().index(head[0])
    countries = frame.row(numbers - 1)
    header = list(_LABELS)
    for country, number in zip(countries[len(_LABELS) :], head[0][len(_LABELS) :], strict=True):
        header.append("TOT" if country == "TOT" else f"{country}{number.removeprefix('c')}")
    body = frame.slice(numbers + 1)
    rows = tuple(range(numbers + 2, numbers + 2 + body.height))
    return RawTable(path.stem, path.name, "", tuple(header), tuple(body.get_columns()), rows)
