"""Caps on emissions, land, water …: by territory, or by what consumption took anywhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.finals import COMMITTED
from commonweal.building.frame import Frame
from commonweal.building.naming import safe_names
from commonweal.building.needs import needed
from commonweal.building.options import Cap
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Floats

__all__ = ["add_caps"]


def add_caps(draft: Draft, frame: Frame) -> None:
    """A limit for each cap; several of one row and region are told apart by a number."""
    footprints: dict[str, Floats] = {}
    names = safe_names([_limit_name(frame, cap) for cap in frame.options.caps])
    for name, cap in zip(names, frame.options.caps, strict=True):
        row = frame.table.satellites.names.index(cap.row)
        if cap.by == "territory":
            _add_territorial(draft, frame, name, cap, row)
            continue
        if cap.row not in footprints:
            footprints[cap.row] = _per_row(frame, row)
        _add_consumption(draft, frame, name, cap, footprints[cap.row])


def _limit_name(frame: Frame, cap: Cap) -> str:
    where = frame.names.place(cap.region) if cap.region else "all"
    return f"{frame.names.beside(cap.row)}.{cap.by}.{where}"


def _add_limit(draft: Draft, name: str, cap: Cap, observed: float) -> None:
    share = 1.0 if cap.share is None else cap.share
    at_most = observed * share if cap.at_most is None else cap.at_most
    draft.add("limits", {"limit": [name], "at_most": at_most, "per": "horizon"}, source=cap.source)


def _add_territorial(draft: Draft, frame: Frame, name: str, cap: Cap, row: int) -> None:
    """What is drawn of the row in a region, by industries and by households themselves."""
    rows = frame.table.satellites
    here = [cap.region in {"", region} for region in frame.table.industries.regions]
    own = [cap.region in {"", region} for region in frame.table.final.regions]
    _add_limit(draft, name, cap, float(rows.by_industry[row][here].sum() + rows.by_final[row][own].sum()))
    where = f", place={frame.names.place(cap.region)}" if cap.region else ""
    draft.add(
        "limit_terms",
        {"limit": [name], "selector": f"supply: supply={frame.names.beside(rows.names[row])}{where}"},
    )


def _per_row(frame: Frame, row: int) -> Floats:
    """What one unit of each product row took anywhere: shape (n_products,).

    Footprints of the table's own techniques and origins; a plan that changes those is still counted
    with them.
    """
    per_output = np.divide(
        frame.table.satellites.by_industry[row],
        frame.table.industry_output * frame.scale,
        out=np.zeros(len(frame.table.industries)),
        where=frame.table.industry_output > 0.0,
    )
    return _per_product(frame, per_output)


def _per_product(frame: Frame, per_output: Floats) -> Floats:
    """Footprint of one unit of each product row, its makers counted by their shares in making it."""
    table = frame.table
    made = table.supply / np.where(table.product_output > 0.0, table.product_output, 1.0)
    inputs = np.divide(
        table.use, table.industry_output, out=np.zeros_like(table.use), where=table.industry_output > 0.0
    )
    flows = np.asarray((made.T @ inputs.T).T, dtype=np.float64)  # sparse on the left: no dense copy of it
    flows *= table.product_output
    system = LeontiefSystem(flows, table.product_output)
    found: Floats = system.embodied(np.asarray(per_output @ made))
    return found


def _add_consumption(draft: Draft, frame: Frame, name: str, cap: Cap, per_row: Floats) -> None:
    terms = list(_terms(frame, cap.region, per_row))
    _add_limit(draft, name, cap, sum(coefficient * amount for _, coefficient, amount in terms))
    draft.add(
        "limit_terms",
        {
            "limit": name,
            "selector": [selector for selector, _, _ in terms],
            "coefficient": [coefficient for _, coefficient, _ in terms],
        },
        source="footprints of the table",
    )


def _terms(frame: Frame, only: str, per_row: Floats) -> Iterator[tuple[str, float, float]]:
    """Selectors of what households and commitments use, what a unit of it took, and how much was used.

    Each kind of use is counted with the origins that it had itself.
    """
    for kind in ("household", *COMMITTED):
        demand = frame.demand(kind) * frame.scale
        used, took = frame.by_product @ demand, frame.by_product @ (demand * per_row[:, None])
        for r, p in zip(*np.nonzero(used.T > 0.0), strict=True):
            region, product = frame.regions[r], frame.table.products.distinct_names[p]
            if only not in {"", region}:
                continue
            if kind == "household":
                selector = f"delivery: good={needed(frame, product)}, place={frame.names.place(region)}"
            else:
                good = frame.names.product(product)
                selector = f"activity: activity={frame.names.local(region, f'{kind}.{good}')}"
            yield selector, float(took[p, r] / used[p, r]), float(used[p, r])
