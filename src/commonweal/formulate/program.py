"""The linear program: plain arrays, with a label for every row and column (conventions §9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

__all__ = ["Family", "Labels", "LinearProgram", "parse_label"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_ESCAPED = {"%": "%25", ",": "%2C", "=": "%3D", "[": "%5B", "]": "%5D"}
_LABEL = re.compile(r"^(?P<family>[a-z_]+)\[(?P<parts>.*)\]$", re.DOTALL)


@dataclass(frozen=True)
class Family:
    """Rows or columns of one kind, told apart by the names of their dimensions.

    Attributes
    ----------
    name
        Name of the family, as ``material_balance``.
    unit
        The unit of its rows' sums or its columns' values, in words.
    dimensions
        Names of the dimensions, in the order of the label.
    codes
        For each dimension, a code for each member, shape (size,).
    names
        For each dimension, the name of each code; a blank name is left out of the label.
    start
        Position of the first member among all rows or columns.
    """

    name: str
    unit: str
    dimensions: tuple[str, ...]
    codes: tuple[Integers, ...]
    names: tuple[Sequence[str], ...]
    start: int

    @property
    def size(self) -> int:
        """Number of members."""
        return len(self.codes[0]) if self.codes else 0

    @property
    def positions(self) -> Integers:
        """Positions of all members, shape (size,)."""
        return np.arange(self.start, self.start + self.size)

    def label(self, position: int) -> str:
        """Label of one member, as ``stock[good=flour, place=hama, period=2016-07-04]``."""
        parts = [
            (dimension, self.names[k][self.codes[k][position - self.start]])
            for k, dimension in enumerate(self.dimensions)
        ]
        return f"{self.name}[{', '.join(f'{key}={_escape(value)}' for key, value in parts if value)}]"

    def frame(self) -> pl.DataFrame:
        """One row a member: a column of names for each dimension, and its ``position``."""
        columns: dict[str, pl.Series] = {
            dimension: pl.Series(dimension, self.names[k], dtype=pl.String).gather(
                pl.Series(self.codes[k], dtype=pl.UInt32)
            )
            for k, dimension in enumerate(self.dimensions)
        }
        return pl.DataFrame(columns | {"position": pl.Series(self.positions)})


@dataclass(frozen=True)
class Labels:
    """The families of all rows, or of all columns, one after another."""

    families: tuple[Family, ...]

    @property
    def size(self) -> int:
        """Number of rows or columns."""
        return sum(family.size for family in self.families)

    @cached_property
    def _starts(self) -> Integers:
        return np.array([family.start for family in self.families])

    def __getitem__(self, name: str) -> Family:
        return next(family for family in self.families if family.name == name)

    def __contains__(self, name: object) -> bool:
        return any(family.name == name for family in self.families)

    def label(self, position: int) -> str:
        """Label of the row or column at a position."""
        index = int(np.searchsorted(self._starts, position, side="right")) - 1
        return self.families[index].label(position)

    def find(self, label: str) -> int:
        """Position of a label; raises ``KeyError`` if there is none."""
        name, parts = parse_label(label)
        if name not in self or not self[name].size:
            raise KeyError(label)
        family = self[name]
        match = np.ones(family.size, dtype=bool)
        for k, dimension in enumerate(family.dimensions):
            wanted = parts.get(dimension, "")
            codes = [code for code, text in enumerate(family.names[k]) if text == wanted]
            match &= np.isin(family.codes[k], codes)
        found = np.flatnonzero(match)
        if len(found) != 1 or not set(parts) <= set(family.dimensions):
            raise KeyError(label)
        return family.start + int(found[0])


@dataclass(frozen=True)
class LinearProgram:
    """Sparse rows and bounded columns; the aims are kept apart (``formulate.aims``).

    ``row_lower <= matrix @ x <= row_upper`` and ``column_lower <= x <= column_upper``.

    Attributes
    ----------
    matrix
        Shape (n_rows, n_columns), compressed by column, no duplicates, no explicit zeros.
    row_lower, row_upper
        Shape (n_rows,); infinite where there is no bound.
    column_lower, column_upper
        Shape (n_columns,).
    rows, columns
        The labels.
    """

    matrix: sp.csc_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    rows: Labels
    columns: Labels

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return int(self.matrix.shape[0])

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return int(self.matrix.shape[1])

    @property
    def n_nonzeros(self) -> int:
        """Number of coefficients."""
        return int(self.matrix.nnz)


def _escape(value: str) -> str:
    """A name with the signs that structure a label as percent codes."""
    return "".join(_ESCAPED.get(sign, sign) for sign in value)


def parse_label(label: str) -> tuple[str, dict[str, str]]:
    """Family and parts of a label.

    Raises
    ------
    KeyError
        If the text is not a label.

    Examples
    --------
    >>> parse_label("stock[good=flour, place=hama]")
    ('stock', {'good': 'flour', 'place': 'hama'})
    """
    match = _LABEL.match(label)
    if match is None:
        raise KeyError(label)
    pairs = (part.partition("=") for part in match["parts"].split(", ") if part)
    return match["family"], {key: unquote(value) for key, _, value in pairs}
