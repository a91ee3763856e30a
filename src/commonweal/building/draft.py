"""An economy in the making: rows of its tables, added part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from commonweal.inputoutput.tables import Floats
from commonweal.model import TABLES, Economy, Settings, complete

__all__ = ["Draft"]

_COLUMNS = (list, tuple, np.ndarray)  # a value of these is a column; any other holds for all rows


class Draft:
    """Rows of an economy's tables, as columns, and what has to be told about them.

    Parameters
    ----------
    smallest
        Coefficients of techniques below this are left out and counted.
    source
        What the figures are from, where a part doesn't say otherwise.
    """

    def __init__(self, smallest: float, source: str) -> None:
        self._frames: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
        self._smallest = smallest
        self._source = source
        self.notes: list[str] = []
        self.left_out = 0

    def add(self, table: str, columns: Mapping[str, object], *, source: str = "") -> None:
        """Add rows to a table; columns are sequences of one length, or one value for all rows."""
        filled = [
            pl.Series(name, value) if isinstance(value, _COLUMNS) else pl.lit(value).alias(name)
            for name, value in columns.items()
            if value is not None
        ]
        series = [column for column in filled if isinstance(column, pl.Series)]
        if series and not len(series[0]):
            return
        rows = pl.DataFrame(series or {"source": [""]}).with_columns(
            *(column for column in filled if not isinstance(column, pl.Series)),
            pl.lit(source or self._source).alias("source"),
        )
        self._frames[table].append(complete(rows, TABLES[table]))

    def coefficients(
        self,
        activity: Sequence[str],
        good: Sequence[str] | str,
        amount: Floats,
        *,
        at: Sequence[str | None] | None = None,
        source: str = "",
    ) -> None:
        """Add coefficients of techniques, all but those too small for a solver."""
        keep = np.abs(amount) >= self._smallest
        self.left_out += int(np.count_nonzero((amount != 0.0) & ~keep))
        kept = [int(index) for index in np.flatnonzero(keep)]
        columns: dict[str, object] = {
            "activity": [activity[index] for index in kept],
            "good": good if isinstance(good, str) else [good[index] for index in kept],
            "amount": amount[kept],
        }
        if at is not None:
            columns["at"] = [at[index] for index in kept]
        self.add("activity_goods", columns, source=source)

    def finished(self, settings: Settings) -> Economy:
        """The economy, with every table complete; coefficients of one thing are summed."""
        tables = {
            name: pl.concat(frames) if frames else pl.DataFrame(schema=TABLES[name].schema)
            for name, frames in self._frames.items()
        }
        tables["activity_goods"] = complete(_summed(tables["activity_goods"]), TABLES["activity_goods"])
        return Economy(settings, tables)


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each (technique, good, place), in the order of first use."""
    return rows.group_by(["activity", "good", "at"], maintain_order=True).agg(
        pl.col("amount").sum(), pl.col("source").first()
    )
