"""Accounts as files: a folder of tables, or a workbook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.data.workbook_writer import new_workbook
from commonweal.data.writing import Format, archive, columnar, file_written, folder_written
from commonweal.plan.export import delimited, fill_sheet, finite

if TYPE_CHECKING:
    from commonweal.accounting.accounts import Accounts

__all__ = ["ACCOUNTS", "accounts_json", "export_accounts"]

ACCOUNTS = "accounts.json"
"""The file that a folder with accounts always holds: what was accounted for, and the notes."""


def export_accounts(
    found: Accounts,
    path: str | Path,
    *,
    more: Mapping[str, pl.DataFrame] | None = None,
    format: Format = "csv",  # noqa: A002 - the word people use
) -> None:
    """Write the tables of accounts to a folder, a ``.zip`` or an ``.xlsx`` workbook, in one step.

    Parameters
    ----------
    found
        The accounts.
    path
        Its ending decides; any other path is a folder.
    more
        Further tables by name, such as those of plan prices.
    format
        Of the files in a folder.

    Raises
    ------
    DataError
        If something other than accounts is at the path.
    """
    target = Path(path).resolve()
    tables = {**found.tables, **(more or {})}
    if target.suffix.lower() == ".xlsx":
        file_written(target, _workbook(tables))
    elif target.suffix.lower() == ".zip":
        file_written(target, archive(_files(found, tables, "csv")))
    else:
        ours = {f"{name}{ending}" for name in tables for ending in (".csv", ".parquet")} | {ACCOUNTS}
        folder_written(
            target, _files(found, tables, format), mark=ACCOUNTS, what="accounts", ours=frozenset(ours)
        )


def accounts_json(found: Accounts, more: Mapping[str, Any] | None = None) -> str:
    """All numbers of the accounts as JSON; a number that is not finite is null."""
    return json.dumps(finite(found.data() | dict(more or {})), indent=2, ensure_ascii=False)


def _files(found: Accounts, tables: Mapping[str, pl.DataFrame], form: Format) -> dict[str, bytes]:
    """Name and content of each file of a folder."""
    write = {"csv": delimited, "parquet": columnar}[form]
    about = {name: value for name, value in found.data().items() if name not in found.tables}
    told = json.dumps(finite(about), indent=2, ensure_ascii=False).encode() + b"\n"
    return {ACCOUNTS: told} | {f"{name}.{form}": write(frame) for name, frame in tables.items()}


def _workbook(tables: Mapping[str, pl.DataFrame]) -> bytes:
    """The tables as the bytes of a workbook."""
    with new_workbook() as (book, content):
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, frame in tables.items():
            fill_sheet(book.add_worksheet(name), name, frame, bold)
    return content.getvalue()
