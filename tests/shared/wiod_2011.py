"""WIOD 2011 as it lies in the shared data, for tests of what does not read files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from scipy import sparse

from commonweal.inputoutput.tables import Labels, Provenance, SupplyUse, no_rows

_FOLDER = Path(__file__).parents[3] / "shared" / "data" / "wiod_2011"
_KINDS = {"f1": "household", "f2": "nonprofit", "f3": "government", "f4": "investment", "f5": "stocks"}


def _labels(texts: list[str]) -> Labels:
    regions, names = zip(*(text.split(".") for text in texts), strict=True)
    return Labels(tuple(regions), tuple(names))


@cache
def wiod_2011() -> SupplyUse:
    """The published table: no value added, no people."""
    flows = pl.read_parquet(_FOLDER / "flows.parquet")
    final = pl.read_parquet(_FOLDER / "final_demand.parquet")
    output = pl.read_csv(_FOLDER / "gross_output.csv")["gross_output"].to_numpy()
    sectors, users = _labels(flows["sector"].to_list()), _labels(final.columns[1:])
    n_sectors, n_final = len(sectors), len(users)
    return SupplyUse(
        products=sectors,
        industries=sectors,
        final=users,
        final_kinds=tuple(_KINDS[name] for name in users.names),
        supply=sparse.csr_array(sparse.diags_array(output)),
        use=np.ascontiguousarray(flows.drop("sector").to_numpy()),
        final_demand=np.ascontiguousarray(final.drop("sector").to_numpy()),
        value_added=no_rows(n_sectors, n_final),
        labour=no_rows(n_sectors, n_final),
        capital=no_rows(n_sectors, n_final),
        satellites=no_rows(n_sectors, n_final),
        provenance=Provenance("WIOD 2013", 2011, "USD", 1e6, "basic"),
        imports=np.zeros(n_sectors),
        margins=np.zeros(n_sectors),
        taxes=np.zeros(n_sectors),
    )
