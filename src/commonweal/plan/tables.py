"""From levels back to goods, places, periods and units: the tables of a plan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers

__all__ = ["plan_tables"]

_NOTHING = 1e-9  # amounts below this share of the largest of their good or activity are left out


def plan_tables(formulation: Formulation, levels: Floats) -> dict[str, pl.DataFrame]:
    """What the plan does, one table a kind of thing; amounts in the unit of their good.

    Parameters
    ----------
    levels : shape (n_columns,)
        Values of the columns of the program.
    """
    levels = np.maximum(levels, 0.0)
    return {
        "coverage": _coverage(formulation, levels),
        "deliveries": _shown(
            _named(formulation, "delivered", levels).rename({"value": "delivered"}), "delivered", "good"
        ),
        "activities": _activities(formulation, levels),
        "flows": _flows(formulation, levels),
        "stocks": _named(formulation, "stock", levels).rename({"value": "stock"}),
        "supplies": _supplies(formulation, levels),
        "leftovers": _leftovers(formulation, levels),
        "floors": _floors(formulation, levels),
        **_equipment(formulation, levels),
    }


def _named(formulation: Formulation, family: str, levels: Floats) -> pl.DataFrame:
    """The members of a family of columns with their values."""
    frame = formulation.program.columns[family].frame()
    return frame.with_columns(value=pl.Series(levels[frame["position"].to_numpy()])).drop("position")


def _shown(frame: pl.DataFrame, column: str, by: str) -> pl.DataFrame:
    """Only rows where more happens than rounding, good by good or activity by activity."""
    return frame.filter(pl.col(column) > _NOTHING * pl.col(column).max().over(by))


def _coverage(formulation: Formulation, levels: Floats) -> pl.DataFrame:
    """Every cell: for how many people, what was wanted, what was taken in, and the share of it."""
    index, cells = formulation.index, formulation.deliveries.cells
    intake = _intake(formulation, levels, cells["column"].to_numpy())
    wanted = cells["wanted"].to_numpy()
    share = np.clip(intake / np.where(wanted > 0.0, wanted, 1.0), 0.0, 1.0)
    return pl.DataFrame(
        {
            "tier": cells["tier"],
            "place": _names(index.places, cells["place"]),
            "group": _names(index.groups, cells["group"]),
            "good": _names(index.goods, cells["good"]),
            "period": _names(index.periods, cells["period"]),
            "n_periods": cells["n_periods"],
            "people": cells["person_days"] / cells["days"],
            "wanted": wanted,
            "delivered": intake,
            "coverage": share,
        }
    ).sort("tier", "place", "group", "good", "period")


def _names(names: Sequence[str], codes: pl.Series) -> pl.Series:
    """Names of codes."""
    return pl.Series(list(names), dtype=pl.String).gather(codes)


def _intake(formulation: Formulation, levels: Floats, columns: Integers) -> Floats:
    """What each cell takes in: everything in its row but the cell itself."""
    matrix = formulation.program.matrix
    others = levels.copy()
    others[formulation.deliveries.cells["column"].to_numpy()] = 0.0
    return np.asarray((matrix @ others)[matrix.indices[matrix.indptr[columns]]])


def _activities(formulation: Formulation, levels: Floats) -> pl.DataFrame:
    """Levels of activities."""
    frame = _named(formulation, "level", levels).rename({"value": "level"})
    return _shown(frame, "level", "activity")


def _flows(formulation: Formulation, levels: Floats) -> pl.DataFrame:
    """What is sent along routes, in units, in tonnes, and what of it arrives in the end."""
    flows = formulation.flows
    frame = _named(formulation, "sent", levels).rename(
        {"from": "from_place", "to": "to_place", "value": "sent"}
    )
    frame = frame.with_columns(
        tonnes=pl.Series(levels[flows.column] * formulation.index.mass[flows.good]),
        arrived=pl.Series(levels[flows.column] * (1.0 - flows.loss)),
    )
    return _shown(frame, "sent", "good")


def _supplies(formulation: Formulation, levels: Floats) -> pl.DataFrame:
    """What is supplied, and what it costs."""
    supplied, goods = formulation.supplied, formulation.index.goods
    amount = levels[supplied.column]
    currency = pl.Series([*goods, None], dtype=pl.String).gather(
        pl.Series(np.where(supplied.currency >= 0, supplied.currency, len(goods)))
    )
    frame = _named(formulation, "supplied", levels).rename({"value": "supplied"})
    frame = frame.with_columns(cost=pl.Series(amount * supplied.price), paid_in=currency)
    return _shown(frame, "supplied", "good")


def _leftovers(formulation: Formulation, levels: Floats) -> pl.DataFrame:
    """What is thrown away at a cost, or left over though it should not be."""
    parts = [
        _named(formulation, family, levels).with_columns(kind=pl.lit(family))
        for family in ("disposed", "left_over")
    ]
    return _shown(pl.concat(parts).rename({"value": "amount"}), "amount", "good")


def _equipment(formulation: Formulation, levels: Floats) -> dict[str, pl.DataFrame]:
    """What stands of each equipment, what is in use of it on average, and what was built; if there is any."""
    equipment, index = formulation.equipment, formulation.index
    if not equipment.names:
        return {}
    done = levels.copy()
    done[equipment.column.ravel()] = 0.0
    sums = formulation.program.matrix @ done
    there = equipment.use_pool >= 0
    used = np.zeros(equipment.column.shape)
    np.add.at(used, (equipment.use_pool[there], equipment.use_period[there]), sums[equipment.use_row[there]])
    stands = _named(formulation, "equipment", levels).rename({"value": "stands"})
    table = stands.with_columns(
        used=pl.Series((used / index.calendar.days).ravel()),
        built=pl.Series(np.maximum(-sums[equipment.balance], 0.0).ravel()),
    )
    return {"equipment": table}


def _floors(formulation: Formulation, levels: Floats) -> pl.DataFrame:
    """Every floor: what was asked for and what share of it is kept."""
    floors = formulation.floors
    tier = dict(zip(floors.columns.tolist(), floors.tiers.tolist(), strict=True))
    wanted = dict(zip(floors.columns.tolist(), floors.wanted.tolist(), strict=True))
    rows = []
    for family in formulation.program.columns.families:
        if not family.name.endswith("_kept"):
            continue
        what = family.name.removesuffix("_kept")
        rows += [
            {
                "kind": what,
                "what": row[what],
                "place": row["place"],
                "period": row["period"],
                "part": row.get("part", ""),
                "tier": tier[row["position"]],
                "wanted": wanted[row["position"]],
                "shortfall": wanted[row["position"]] * max(1.0 - levels[row["position"]], 0.0),
                "kept": float(min(levels[row["position"]], 1.0)),
            }
            for row in family.frame().iter_rows(named=True)
        ]
    schema = {
        "kind": pl.String, "what": pl.String, "place": pl.String, "period": pl.String, "part": pl.String,
        "tier": pl.Int64,
        "wanted": pl.Float64, "shortfall": pl.Float64, "kept": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema)
