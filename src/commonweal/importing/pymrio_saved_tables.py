"""One table of pymrio's saved format, as text or Parquet, read into a single array."""

from __future__ import annotations

import ast
import io
import itertools
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import polars as pl

from commonweal.importing.mrio import wrong
from commonweal.importing.mrio_store import Store
from commonweal.importing.mrio_text import Form, cells, figures
from commonweal.inputoutput.tables import Floats

__all__ = ["SavedForm", "SavedTable", "read_saved_table"]

_BATCH = 1_000  # columns of a Parquet file that are held beside the array at a time
_TEXT = (".txt", ".csv", ".tsv", ".text")


@dataclass(frozen=True, eq=False)
class SavedTable:
    """A table with the labels of its rows and columns, one tuple each.

    Attributes
    ----------
    rows, columns
        Labels by level: region, then sector or category; or the name of a row.
    values : shape (n_rows, n_columns)
        Empty where only labels were asked for; the last label of a row is then its cell.
    """

    rows: list[tuple[str, ...]]
    columns: list[tuple[str, ...]]
    values: Floats


@dataclass(frozen=True)
class SavedForm:
    """How a table was saved, and what is wanted of it.

    Attributes
    ----------
    headings, labels
        How many rows of headings and columns of labels it has, as ``file_parameters.json`` says.
    blank
        What a blank cell stands for; None where it is a fault.
    labels_only
        For tables of words, such as units: the cell after the labels becomes the last label.
    square
        It has as many rows as columns, which saves counting the rows of a large text first.
    """

    headings: int
    labels: int
    blank: float | None = None
    labels_only: bool = False
    square: bool = False


def read_saved_table(store: Store, file: str, form: SavedForm) -> SavedTable:
    """A table that pymrio saved.

    Raises
    ------
    DataError
        If the file is missing, is of no form that is read, or a cell holds no number.
    """
    kind = PurePosixPath(file).suffix.lower()
    if kind == ".parquet":
        return _parquet(store, file, form)
    if kind in _TEXT:
        return _text(store, file, form)
    why = f"Tables ending in {kind or 'nothing'} are not read; opening a pickled one would run what it holds."
    raise wrong(f"{store.name}/{file}", why, "Save it with table_format='parquet' or 'txt'.")


def _text(store: Store, file: str, form: SavedForm) -> SavedTable:
    """A table as tab-separated text."""
    place = f"{store.name}/{file}"
    height = 0 if form.square or form.labels_only else _count(store, file, form)
    with store.open(file) as stream:
        lines = iter(stream)
        heads = [cells(line, place)[form.labels :] for line in itertools.islice(lines, form.headings)]
        width = len(heads[0]) if heads else 0
        first_row = form.headings + 1
        first = next(lines, b"")
        if _names_levels(first, place, form):
            first_row += 1
        else:
            lines = itertools.chain([first], lines)
        if form.labels_only:
            rows = [tuple(cells(line, place)[: form.labels + 1]) for line in lines if line.strip()]
            return SavedTable(rows, [], np.zeros((0, 0)))
        as_text = Form(place, n_labels=form.labels, first_row=first_row, blank=form.blank)
        names, values = figures(lines, as_text, width, width if form.square else height)
    return SavedTable(names, _columns(heads, place), values)


def _count(store: Store, file: str, form: SavedForm) -> int:
    """How many rows of figures a text table has."""
    with store.open(file) as stream:
        head = list(itertools.islice(stream, form.headings + 1))
        named = len(head) > form.headings and _names_levels(head[-1], file, form)
        rest = sum(1 for line in stream if line.strip())
    return rest + (len(head) > form.headings and not named)


def _names_levels(line: bytes, file: str, form: SavedForm) -> bool:
    """Whether the row after the headings names the levels of labels; pandas writes it if they have names."""
    if form.headings < 2:
        return False
    row = cells(line, file)
    return any(row[: form.labels]) and not any(row[form.labels :])


def _columns(heads: list[list[str]], file: str) -> list[tuple[str, ...]]:
    """Labels of columns from their heading rows."""
    if len({len(head) for head in heads}) != 1:
        raise wrong(file, "The rows of the heading differ in length.", "Save the table again.", code="A08")
    return list(zip(*heads, strict=True))


def _parquet(store: Store, file: str, form: SavedForm) -> SavedTable:
    """A table as Parquet: pandas writes labels of rows as the last columns, headings as tuples in text."""
    place = f"{store.name}/{file}"
    with store.open(file) as stream:
        source = io.BytesIO(stream.read()) if store.is_archive else store.path / store.inside / file
    try:
        frame = pl.scan_parquet(source)
        names = frame.collect_schema().names()
        data, labels = names[: len(names) - form.labels], names[len(names) - form.labels :]
        row_labels = frame.select(labels).collect()
    except pl.exceptions.PolarsError as error:
        raise wrong(place, "It is not a Parquet file.", "Save the table again.") from error
    rows = [tuple(str(part) if part is not None else "" for part in row) for row in row_labels.iter_rows()]
    if form.labels_only:
        words = frame.select(data[:1]).collect().to_series().cast(pl.String).fill_null("")
        return SavedTable([(*row, word) for row, word in zip(rows, words, strict=True)], [], np.zeros((0, 0)))
    values = _batches(frame, data, len(rows), form.blank, place)
    return SavedTable(rows, [_heading(name, form.headings) for name in data], values)


def _batches(frame: pl.LazyFrame, names: list[str], height: int, blank: float | None, place: str) -> Floats:
    """The figures, some columns at a time, so that no second copy of all is held."""
    values = np.empty((height, len(names)))
    for start in range(0, len(names), _BATCH):
        chosen = frame.select(pl.col(names[start : start + _BATCH])).collect()
        texts = [name for name, kind in chosen.schema.items() if not kind.is_numeric()]
        if texts:
            why = "This column holds texts."
            raise wrong(place, why, "A table of figures has numbers only.", code="B01", value=texts[0])
        part = chosen.to_numpy()
        values[:, start : start + _BATCH] = part if blank is None else np.nan_to_num(part, nan=blank)
    return values


def _heading(name: str, headings: int) -> tuple[str, ...]:
    """The levels of a heading: ``('AT', 'Paddy rice')``."""
    if headings < 2:
        return (name,)
    try:
        parts = ast.literal_eval(name)
    except (ValueError, SyntaxError):
        parts = (name,)
    return tuple(str(part) for part in parts) if isinstance(parts, tuple) else (name,)
