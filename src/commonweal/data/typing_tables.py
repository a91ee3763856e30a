"""From raw tables to typed ones: headings matched, cells read, faults gathered."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from commonweal.data.columns import typed_column
from commonweal.data.raw import RawTable
from commonweal.findings import Finding
from commonweal.model import Column, Kind, Table
from commonweal.validate.report import LISTED, finding, near, suggestion

__all__ = ["UNIT", "typed_table"]

UNIT = "unit"
_LOOKED_AT = 100  # unknown columns among which likely names are sought; comparing all takes too long


def typed_table(raw: RawTable, table: Table, decimal: str) -> tuple[pl.DataFrame, list[Finding]]:
    """The rows of a raw table in the types of its columns, with a ``unit`` column if it had one."""
    findings = _faults_of_header(raw, table)
    known = _known_columns(raw, table)
    series = []
    for heading, cells in zip(raw.header, raw.columns, strict=True):
        if heading not in known:
            continue
        values, faults = typed_column(known[heading], cells, decimal if not raw.sheet else ".")
        series.append(values)
        findings.extend(
            finding(
                fault.error.code,
                fault.error.why,
                fault.error.remedy,
                file=raw.file,
                sheet=raw.sheet,
                row=raw.rows[fault.index],
                column=heading,
                value=fault.value,
            )
            for fault in faults
        )
    return pl.DataFrame(series) if series else pl.DataFrame(schema=table.schema), findings


def _known_columns(raw: RawTable, table: Table) -> dict[str, Column]:
    """Description of each heading that the table knows."""
    known = {column.name: column for column in table.columns}
    if table.unit_column:
        known[UNIT] = Column(UNIT, Kind.NAME, "The unit of the row's amounts.")
    for heading in raw.header:
        if heading.startswith(table.extra_prefixes or ("\x00",)):
            known.setdefault(heading, Column(heading, Kind.TEXT, "A name in another language."))
    return {heading: known[heading] for heading in raw.header if heading in known}


def _faults_of_header(raw: RawTable, table: Table) -> list[Finding]:
    """Columns that are missing and columns that would be ignored."""
    known = _known_columns(raw, table)
    unknown = [heading for heading in raw.header if heading not in known]
    findings = []
    for column in table.columns:
        if not column.required or column.name in known:
            continue
        nearest = near(column.name, unknown[:_LOOKED_AT])
        remedy = "Add it."
        if nearest:
            remedy = f"Did you mean '{nearest}' (column {raw.header.index(nearest) + 1})?"
            unknown.remove(nearest)
        why = f"There is no column '{column.name}'."
        findings.append(
            finding("A05", why, remedy, file=raw.file, sheet=raw.sheet, row=1, column=column.name)
        )
    names = [*table.column_names, *([UNIT] if table.unit_column else [])]
    missing = [name for name in names if name not in raw.header]
    for heading in unknown[:LISTED]:  # each is a cause of its own, which `limited` would tell in full
        why = "The column is not known and would be ignored."
        remedy = suggestion(heading, missing, "Delete it, or put it into 'note'.")
        findings.append(finding("A06", why, remedy, file=raw.file, sheet=raw.sheet, row=1, column=heading))
    if len(unknown) > LISTED:
        findings[-1] = replace(findings[-1], more=len(unknown) - LISTED)
    return findings
