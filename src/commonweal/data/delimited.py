"""Reading a CSV file into headings and cells of text.

The sign between cells is the one that the heading uses: comma, semicolon or tab. A text that
would be taken for a formula by a spreadsheet (it begins with ``=``, ``+``, ``-``, ``@``, tab or
carriage return) is written with a ``'`` before it; reading takes one ``'`` off again.
"""

from __future__ import annotations

import csv
import io

import polars as pl

from commonweal.data.raw import MAX_TEXT, RawTable
from commonweal.findings import Finding
from commonweal.validate.report import finding

__all__ = ["UNIT_ROW", "decoded", "quoted", "read_delimited"]

UNIT_ROW = "# unit"
"""A row whose first cell begins so holds the units for people to see, and is skipped."""

_QUOTED = r"^'('*[=+\-@\t\r])"
_SIGNATURES = {
    b"PK\x03\x04": "a zip archive or a workbook",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"<": "a web page or XML",
    b"\x1f\x8b": "a gzip archive",
    b"{": "JSON",
}


def quoted(texts: pl.Series) -> pl.Series:
    """Texts as a CSV file holds them: a ``'`` before what would be taken for a formula."""
    return texts.str.replace(r"^('*[=+\-@\t\r])", "'${1}")


def decoded(content: bytes, file: str) -> str | Finding:
    """The text of a file, or why it is none."""
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            return finding("A01", f"The file is {what}, not text.", "Export it again as CSV.", file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return finding(
            "A04",
            f"Byte 0x{content[error.start]:02X} (at {error.start}) is not UTF-8.",
            "Save the file as 'CSV UTF-8'.",
            file=file,
            row=line,
        )


def read_delimited(name: str, content: bytes, file: str) -> tuple[RawTable | None, list[Finding]]:
    """The table in the bytes of a CSV file, and what is wrong with its form."""
    text = decoded(content, file)
    if isinstance(text, Finding):
        return None, [text]
    if "\x00" in text:
        return None, [
            finding(
                "A01",
                "The file holds zero bytes: it is not a text.",
                "Export it again as 'CSV UTF-8'.",
                file=file,
            )
        ]
    records, broken = _records(text, file)
    if not records:
        missing = finding("A05", "The file is empty.", "Give it a heading, or delete it.", file=file)
        return None, broken or [missing]
    header = [heading.strip() for heading in records[0]]
    findings = broken + repeated_headings(header, file)
    if findings:
        return None, findings
    return _table(name, file, header, records[1:])


def _records(text: str, file: str) -> tuple[list[list[str]], list[Finding]]:
    """Rows of cells, as far as the text can be read."""
    heading = text.partition("\n")[0]
    delimiter = next((sign for sign in (",", ";", "\t") if sign in heading), ",")
    records: list[list[str]] = []
    csv.field_size_limit(MAX_TEXT * 4)
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        why = f"The row can't be read as CSV: {error}."
        remedy = "Close its quotation marks; a mark inside a cell is written twice."
        return records, [finding("A08", why, remedy, file=file, row=len(records) + 1)]
    return records, []


def repeated_headings(header: list[str], file: str, sheet: str = "") -> list[Finding]:
    """Headings that stand twice, or are blank before the last filled one."""
    findings = []
    first: dict[str, int] = {}
    for index, heading in enumerate(header):
        if first.setdefault(heading, index) != index:
            why = f"Two columns have this heading ({first[heading] + 1} and {index + 1})."
            remedy = "Keep one of them."
            if not heading:
                why, remedy = f"Column {index + 1} has no heading.", "Name it or delete it."
            findings.append(finding("A07", why, remedy, file=file, sheet=sheet, row=1, value=heading))
    return findings


def _table(
    name: str, file: str, header: list[str], records: list[list[str]]
) -> tuple[RawTable, list[Finding]]:
    """Rows as columns; a row of the wrong length is a finding, a blank one is passed over."""
    findings = []
    rows: list[int] = []
    cells: list[list[str]] = []
    for number, record in enumerate(records, start=2):
        if not any(record) or record[0].startswith(UNIT_ROW):
            continue
        if len(record) != len(header):
            why = f"The row has {len(record)} cells, the heading has {len(header)}."
            remedy = "Put cells with a comma in them between quotation marks."
            findings.append(finding("A08", why, remedy, file=file, row=number))
            continue
        rows.append(number)
        cells.append(record)
    columns = tuple(
        pl.Series(heading, values, dtype=pl.String).str.replace(_QUOTED, "${1}")
        for heading, values in zip(
            header, zip(*cells, strict=True) if cells else [[]] * len(header), strict=True
        )
    )
    return RawTable(name, file, "", tuple(header), columns, tuple(rows)), findings
