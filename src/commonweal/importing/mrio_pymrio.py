"""Calling pymrio's parsers: quietly, with its faults told as findings, its frames turned to arrays.

pymrio and pandas warn of their own coming changes; that is no news to a person who imports a table.
What pymrio itself warns of (an account that lacks the year, several files for one) is kept as notes.
"""

from __future__ import annotations

import logging
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.errors import ModelError
from commonweal.importing.mrio import Account, wrong
from commonweal.inputoutput.tables import Floats, Labels

__all__ = ["accounts_of", "labels_of", "needs_extra", "parsed", "values_of"]

_ABSENT = re.compile(r"not found - ")  # an optional account that isn't there hides nothing


def needs_extra(layout: str) -> Any:
    """pymrio, or the error that says how to install it."""
    try:
        import pymrio  # noqa: PLC0415 - the optional dependency
    except ImportError as error:
        message = f"The layout '{layout}' is read with pymrio: pip install 'commonweal[io]'."
        raise ModelError(message) from error
    return pymrio


def parsed(layout: str, file: str, expects: str, parse: Callable[[Any], Any]) -> tuple[Any, tuple[str, ...]]:
    """What pymrio makes of files, and what it warned of.

    Parameters
    ----------
    layout, file
        The layout, and the name of what was opened, for messages.
    expects
        What should lie there: one sentence, the remedy when something else does.
    parse
        Calls the parser, given pymrio.

    Raises
    ------
    ModelError
        If pymrio is not installed.
    DataError
        If pymrio can't read the files.
    """
    pymrio = needs_extra(layout)
    foreseen = _faults()
    with _quiet() as heard:
        try:
            system = parse(pymrio)
        except foreseen as error:
            said = re.sub(r"\s+", " ", str(error)).strip()[:200] or type(error).__name__
            why = f"This can't be read as '{layout}': {said.rstrip('.')}."
            raise wrong(file, why, expects) from error
    return system, tuple(f"{text.rstrip('.')}." for text in heard if not _ABSENT.search(text))


def _faults() -> tuple[type[Exception], ...]:
    """What pymrio and pandas raise on files of another form; anything else is a fault of ours."""
    from pymrio.core.fileio import ReadError  # noqa: PLC0415 - the optional dependency
    from pymrio.tools.ioparser import ParserError  # noqa: PLC0415

    forms = (ValueError, KeyError, IndexError, TypeError, AttributeError)  # frames of other shapes
    return (ParserError, ReadError, OSError, zipfile.BadZipFile, *forms)


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Collects what pymrio warns of or logs; keeps pandas' notices about itself away."""
    heard: list[str] = []
    listener = _Listener(heard)
    root = logging.getLogger()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        root.addHandler(listener)
        try:
            yield heard
        finally:
            root.removeHandler(listener)
            heard += [str(warning.message) for warning in caught if _of_pymrio(warning)]


def _of_pymrio(warning: warnings.WarningMessage) -> bool:
    """Whether a warning is about the data, not about coming versions of pandas."""
    return warning.category.__module__.startswith("pymrio")


class _Listener(logging.Handler):
    """Notes warnings that pymrio logs."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if "Could not determine system" not in record.getMessage():  # product or industry: told by the path
            self.heard.append(record.getMessage())


def labels_of(index: Any) -> Labels:
    """Labels of an index with two levels: region, and sector or category."""
    return Labels(
        tuple(str(region) for region in index.get_level_values(0)),
        tuple(str(name) for name in index.get_level_values(1)),
    )


def values_of(frame: Any) -> Floats:
    """The figures of a frame; the same memory where they are floats already."""
    return np.ascontiguousarray(frame.to_numpy(dtype=np.float64))


def accounts_of(system: Any, output: Floats, n_final: int) -> list[Account]:
    """The extensions of a system, rows in full: ``F = S x̂`` where it has coefficients only.

    Columns are put in the order of the table: pymrio sorts those of some extensions.
    """
    sectors = (system.A if system.Z is None else system.Z).index
    extensions = system.get_extensions(data=True)
    return [_account(extension, sectors, system.Y.columns, output, n_final) for extension in extensions]


def _account(extension: Any, sectors: Any, final: Any, output: Floats, n_final: int) -> Account:
    """One extension."""
    frame = _in_order(extension, extension.F if extension.F is not None else extension.S, sectors)
    by_industry = values_of(frame)
    if extension.F is None:
        by_industry = by_industry * output
    by_final = np.zeros((len(frame), n_final))
    if extension.F_Y is not None:
        by_final = values_of(_in_order(extension, extension.F_Y, final).reindex(frame.index))
    names = tuple(row_name(entry) for entry in frame.index)
    units = tuple(str(unit) for unit in extension.unit.reindex(frame.index).iloc[:, 0])
    return Account(str(extension.name), names, units, np.nan_to_num(by_industry), np.nan_to_num(by_final))


def _in_order(extension: Any, frame: Any, columns: Any) -> Any:
    """A frame with its columns in the order of the table."""
    if list(frame.columns) == list(columns):
        return frame
    lacking = [entry for entry in columns if entry not in frame.columns]
    if lacking:
        shown = ".".join(str(part) for part in lacking[0])
        why = f"{len(lacking)} columns of the table are not in this account, such as {shown}."
        raise wrong(str(extension.name), why, "Download the account again.", code="C01", value=shown)
    return frame[list(columns)]


def row_name(entry: object) -> str:
    """Name of a row: its levels side by side (``emission_type1 - air``)."""
    parts = entry if isinstance(entry, tuple) else (entry,)
    return " - ".join(str(part).strip() for part in parts if str(part).strip())


def folder_or_file(path: Path) -> str:
    """The name of what was opened, as the person knows it."""
    return path.name or str(path)
