"""Industries as activities: what they make, jointly if they do, and what it takes."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from commonweal.building.draft import Draft
from commonweal.building.equipment import carried_by_equipment
from commonweal.building.frame import Frame
from commonweal.inputoutput.tables import Floats

__all__ = ["add_industries"]

_YEAR = 365.0


def add_industries(draft: Draft, frame: Frame) -> None:
    """An activity for each industry that makes anything; a level is one unit of money of its output.

    No technology is assumed: what an industry makes besides its own product comes out with it.
    What an industry gives where the table has a negative use is an output too. Where equipment
    carries the capacity the activity has no limit of its own.
    """
    output = frame.table.industry_output
    running = np.flatnonzero(output > 0.0)
    names = frame.industry
    capacity = output[running] * frame.scale * (1.0 + frame.options.slack) / _YEAR
    carried = carried_by_equipment(frame)[running]
    draft.add(
        "activities",
        {
            "activity": [names[j] for j in running],
            "place": [frame.names.place(frame.table.industries.regions[j]) for j in running],
            "kind": [frame.table.industries.names[j] for j in running],
            "capacity": [None if by else float(most) for by, most in zip(carried, capacity, strict=True)],
        },
    )
    _add_outputs(draft, frame, names, output)
    inverse = np.divide(1.0, output, out=np.zeros_like(output), where=output > 0.0)
    if frame.pooled:
        _add_pooled_inputs(draft, frame, names, inverse)
    else:
        _add_inputs_by_origin(draft, frame, names, inverse)
    _add_negative_uses(draft, frame, names, inverse)


def _add_outputs(draft: Draft, frame: Frame, names: list[str], output: Floats) -> None:
    made = frame.table.supply.tocoo()
    kept = (made.data != 0.0) & (output[made.row] > 0.0)
    industry, row, amount = made.row[kept], made.col[kept], made.data[kept]
    draft.coefficients(
        [names[j] for j in industry],
        [frame.made[i] for i in row],
        amount / output[industry],
        at=_elsewhere(frame, row, frame.region_of_industry[industry]),
    )


def _elsewhere(frame: Frame, row: np.ndarray, region: np.ndarray) -> list[str | None]:
    """The place of each row's product, blank where that is the user's own region."""
    here = frame.region_of_row[row] == region
    return [None if same else frame.place_of_row[i] for i, same in zip(row, here, strict=True)]


def _add_pooled_inputs(draft: Draft, frame: Frame, names: list[str], inverse: Floats) -> None:
    """Inputs from a country's mix: products, from wherever."""
    pooled = frame.by_product @ frame.use_in
    product, industry = np.nonzero(pooled * inverse)
    goods = [f"{frame.names.product(name)}.any" for name in frame.table.products.distinct_names]
    draft.coefficients(
        [names[j] for j in industry],
        [goods[p] for p in product],
        -pooled[product, industry] * inverse[industry],
    )


def _add_inputs_by_origin(draft: Draft, frame: Frame, names: list[str], inverse: Floats) -> None:
    """Inputs from the very countries they came from."""
    row, industry = np.nonzero(frame.use_in * inverse)
    draft.coefficients(
        [names[j] for j in industry],
        [frame.sold[i] for i in row],
        -frame.use_in[row, industry] * inverse[industry],
        at=_elsewhere(frame, row, frame.region_of_industry[industry]),
    )


def _add_negative_uses(draft: Draft, frame: Frame, names: list[str], inverse: Floats) -> None:
    if frame.use_in is frame.table.use:
        return
    given = sparse.coo_array(np.minimum(frame.table.use, 0.0))
    kept = inverse[given.col] > 0.0
    row, industry, amount = given.row[kept], given.col[kept], -given.data[kept]
    draft.coefficients(
        [names[j] for j in industry],
        [frame.sold[i] for i in row],
        amount * inverse[industry],
        at=_elsewhere(frame, row, frame.region_of_industry[industry]),
    )
    draft.notes.append(
        f"{len(amount)} negative uses are outputs of the industry that has them "
        f"({amount.sum():,.6g} of {frame.table.use.sum():,.6g} in the table's unit)."
    )
