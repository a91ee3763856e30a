"""What a sweep says: spread of coverage, regret, what moves it most, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import polars as pl

from commonweal.sweep.design import Parameter
from commonweal.sweep.keeping import write_whole
from commonweal.sweep.sensitivity import sensitivity
from commonweal.sweep.swept import Sweep

__all__ = ["QUANTILES", "SweepSummary", "export_sweep", "outcomes_of", "summarize_sweep"]

QUANTILES: Mapping[str, float] = MappingProxyType(
    {"least": 0.0, "q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95, "most": 1.0}
)
"""Quantiles over points, and the columns that they stand in."""

_END = 0.2  # share of points at each end of a parameter
_STEPS = 5  # a parameter with no more values than this is told by its first and last
_SAME = 1e-6  # a regret that is smaller is none (conventions §8)


@dataclass(frozen=True)
class SweepSummary:
    """A sweep in a few tables.

    Attributes
    ----------
    sweep
        The sweep.
    tables
        ``outcomes``: quantiles of mean coverage and of people fully covered by tier, and of the effort.
        ``coverage``: quantiles of mean coverage by place, good, group and tier.
        ``over_time``: the same by period.
        ``regret``: for each way to choose, how far it stays behind the best way in the same future;
        without choices, how far points stay behind the best point known.
        ``tornado``: mean outcome at the low and at the high end of each parameter.
        ``sensitivity``: indices of each parameter; the method is in ``method``.
    """

    sweep: Sweep
    tables: Mapping[str, pl.DataFrame]

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]


def summarize_sweep(sweep: Sweep) -> SweepSummary:
    """A sweep in a few tables; points that failed or are missing are left out.

    Raises
    ------
    ModelError
        If SALib is needed and not installed.

    References
    ----------
    Savage, *The Theory of Statistical Decision*, JASA 46, 1951 (regret). Saltelli et al., *Computer Physics
    Communications* 181, 2010; Morris, *Technometrics* 33, 1991; Borgonovo, *Reliability Engineering & System
    Safety* 92, 2007 (sensitivity).
    """
    points = sweep.points.filter(status="done")
    by_time = sweep.coverage.filter(by="period")
    others = sweep.coverage.filter(pl.col("by") != "period")
    return SweepSummary(
        sweep,
        MappingProxyType(
            {
                "outcomes": _outcomes(sweep, points),
                "coverage": _spread(others, ("by", "name", "tier")),
                "over_time": _spread(by_time.rename({"name": "period"}).drop("by"), ("period", "tier")),
                "regret": _regret(sweep, points),
                "tornado": _tornado(sweep, points),
                "sensitivity": sensitivity(sweep, outcomes_of(sweep)),
            }
        ),
    )


def outcomes_of(sweep: Sweep) -> tuple[str, ...]:
    """Columns of points that are outcomes: coverage and people by tier, and the effort."""
    return (
        *(f"mean_tier_{tier}" for tier in sweep.tiers),
        *(f"people_fully_covered_tier_{tier}" for tier in sweep.tiers),
        "effort",
    )


def _quantiles(column: str) -> list[pl.Expr]:
    """Quantiles of a column, and its mean."""
    return [
        *(pl.col(column).quantile(share, "linear").alias(name) for name, share in QUANTILES.items()),
        pl.col(column).mean().alias("mean"),
    ]


def _spread(coverage: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Quantiles of mean coverage over points."""
    renamed = coverage.rename({"mean": "value"})
    return renamed.group_by(*by).agg(pl.len().alias("points"), *_quantiles("value")).sort(*by)


def _outcomes(sweep: Sweep, points: pl.DataFrame) -> pl.DataFrame:
    """Quantiles of each outcome."""
    frames = [
        points.select(pl.lit(name).alias("outcome"), pl.len().alias("points"), *_quantiles(name)).head(1)
        for name in outcomes_of(sweep)
        if points.height
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema={"outcome": pl.String, **_NUMBERS})


_NUMBERS = {"points": pl.UInt32, **dict.fromkeys((*QUANTILES, "mean"), pl.Float64)}
_REGRET = {"outcome": pl.String, "way": pl.String, "futures": pl.Int64, "best_in": pl.Float64,
           "mean": pl.Float64, "q95": pl.Float64, "most": pl.Float64}  # fmt: skip


def _regret(sweep: Sweep, points: pl.DataFrame) -> pl.DataFrame:
    """How far each way to choose stays behind the best way in the same future."""
    futures = [parameter.name for parameter in sweep.design.uncertain]
    choices = [parameter.name for parameter in sweep.design.choices]
    frames = []
    for outcome in outcomes_of(sweep):
        if outcome == "effort" or not points.height:
            continue  # less effort is no merit where less is done
        rows = _against_best(points, outcome, futures if choices else [], len(_ways(points, choices)))
        frames.append(
            rows.with_columns(way=_way(choices))
            .group_by("way", maintain_order=True)
            .agg(
                pl.lit(outcome).alias("outcome"),
                pl.len().cast(pl.Int64).alias("futures"),
                (pl.col("regret") <= _SAME).mean().alias("best_in"),
                pl.col("regret").mean().alias("mean"),
                pl.col("regret").quantile(0.95, "linear").alias("q95"),
                pl.col("regret").max().alias("most"),
            )
            .select(*_REGRET)
        )
    return pl.concat(frames) if frames else pl.DataFrame(schema=_REGRET)


def _ways(points: pl.DataFrame, choices: Sequence[str]) -> pl.DataFrame:
    return points.select(choices).unique() if choices else points.head(0)


def _way(choices: Sequence[str]) -> pl.Expr:
    """A way to choose in words."""
    if not choices:
        return pl.lit("")
    told = [pl.format("{}={}", pl.lit(name), pl.col(name)) for name in choices]
    return pl.concat_str(told, separator=", ")


def _against_best(points: pl.DataFrame, outcome: str, futures: Sequence[str], n_ways: int) -> pl.DataFrame:
    """Points with their regret; futures in which a way is missing or failed are left out."""
    if not futures:
        best = points[outcome].max()
        return points.with_columns(regret=pl.lit(best) - pl.col(outcome))
    whole = points.filter(pl.len().over(futures) >= n_ways)
    return whole.with_columns(regret=pl.col(outcome).max().over(futures) - pl.col(outcome))


_TORNADO = {"outcome": pl.String, "parameter": pl.String, "low": pl.String, "high": pl.String,
            "at_low": pl.Float64, "at_high": pl.Float64, "swing": pl.Float64}  # fmt: skip


def _tornado(sweep: Sweep, points: pl.DataFrame) -> pl.DataFrame:
    """Mean outcome at the two ends of each parameter, the widest swing first.

    Of a number with many values, ends are the lowest and the highest fifth of points; of a word, the
    values with the lowest and the highest mean.
    """
    rows = []
    for outcome in outcomes_of(sweep) if points.height else ():
        for parameter in sweep.design.parameters:
            ends = _ends(parameter)(points, parameter.name, outcome)
            if ends is not None:
                low, high, at_low, at_high = ends
                rows.append((outcome, parameter.name, low, high, at_low, at_high, abs(at_high - at_low)))
    frame = pl.DataFrame(rows, schema=_TORNADO, orient="row")
    order = {name: number for number, name in enumerate(outcomes_of(sweep))}
    return frame.sort(pl.col("outcome").replace_strict(order, default=0, return_dtype=pl.Int64),
                      -pl.col("swing"), "parameter")  # fmt: skip


_Ends = tuple[str, str, float, float]


def _ends(parameter: Parameter) -> Callable[[pl.DataFrame, str, str], _Ends | None]:
    return _ends_of_numbers if parameter.is_number else _ends_of_words


def _ends_of_numbers(points: pl.DataFrame, name: str, outcome: str) -> _Ends | None:
    """Means at the low and the high end of a number."""
    column = points[name]
    if column.n_unique() < 2:
        return None
    low, high = column.min(), column.max()
    if column.n_unique() > _STEPS:
        low, high = column.quantile(_END, "lower"), column.quantile(1.0 - _END, "higher")
    below, above = points.filter(pl.col(name) <= low), points.filter(pl.col(name) >= high)
    return (
        f"{_number(below[name]):.6g}",
        f"{_number(above[name]):.6g}",
        float(below[outcome].mean()),  # type: ignore[arg-type]
        float(above[outcome].mean()),  # type: ignore[arg-type]
    )


def _number(column: pl.Series) -> float:
    """Median of a column of numbers."""
    return float(np.median(column.to_numpy()))


def _ends_of_words(points: pl.DataFrame, name: str, outcome: str) -> _Ends | None:
    """Means of the words with the lowest and the highest."""
    means = points.group_by(name).agg(pl.col(outcome).mean()).sort(outcome, name)
    if means.height < 2:
        return None
    low, high = means.row(0), means.row(-1)
    return low[0], high[0], low[1], high[1]


def export_sweep(summary: SweepSummary, folder: Path | str, *, format: str = "csv") -> list[Path]:  # noqa: A002
    """Write the tables of a summary, and all points, as CSV or Parquet files; gives where they are."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in {**summary.tables, "points": summary.sweep.points}.items():
        path = folder / f"{name}.{format}"
        if format == "parquet":
            write_whole(table, path)
        else:
            path.write_text(csv_text(table), encoding="utf-8")
        written.append(path)
    return written


def csv_text(table: pl.DataFrame) -> str:
    """A table as CSV; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    risky = pl.col(pl.String).str.contains(r"^[=+\-@\t\r]")
    return table.with_columns(
        pl.when(risky).then(pl.lit("'") + pl.col(pl.String)).otherwise(pl.col(pl.String)).name.keep()
    ).write_csv()
