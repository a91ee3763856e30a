"""Supply and use tables for tests, with as many secondary products as asked."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from commonweal.inputoutput.tables import Floats, Labels, Provenance, Rows, SupplyUse

__all__ = ["dense_supply", "labels", "make_use"]


def labels(prefix: str, count: int) -> Labels:
    """Labels of one region."""
    return Labels(("R",) * count, tuple(f"{prefix}{index}" for index in range(count)))


def dense_supply(table: SupplyUse) -> Floats:
    """The make matrix in full."""
    supply: Floats = table.supply.toarray()
    return supply


def make_use(supply: Floats, use: Floats, seed: int = 0, imports: Floats | None = None) -> SupplyUse:
    """A table of one region that balances: final demand takes what is left, value added what is missing."""
    rng = np.random.default_rng(seed)
    n_industries, n_products = supply.shape
    imported = np.zeros(n_products) if imports is None else imports
    left = supply.sum(axis=0) + imported - use.sum(axis=1)
    part = rng.uniform(0.2, 0.8, n_products)
    added = supply.sum(axis=1) - use.sum(axis=0)

    def rows(names: tuple[str, ...], unit: str, kind: str, by_industry: Floats) -> Rows:
        kinds = (kind,) * len(names)
        return Rows(names, (unit,) * len(names), kinds, by_industry, np.zeros((len(names), 2)))

    return SupplyUse(
        products=labels("p", n_products),
        industries=labels("i", n_industries),
        final=Labels(("R", "R"), ("people", "stores")),
        final_kinds=("household", "stocks"),
        supply=sparse.csr_array(supply),
        use=use,
        final_demand=np.column_stack([part * left, (1.0 - part) * left]),
        value_added=rows(("wages", "rest"), "USD", "value_added", np.vstack([0.6 * added, 0.4 * added])),
        labour=rows(("work",), "hour", "labour", rng.uniform(1.0, 5.0, (1, n_industries))),
        capital=rows(("machines",), "USD", "capital", rng.uniform(1.0, 5.0, (1, n_industries))),
        satellites=rows(("CO2", "water"), "kg", "emission", rng.uniform(1.0, 5.0, (2, n_industries))),
        provenance=Provenance("planted", 2020),
        imports=imported,
        margins=np.zeros(n_products),
        taxes=np.zeros(n_products),
    )
