"""Small tables for tests: two regions with two sectors each, and one with a joint product."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from commonweal.inputoutput.tables import Labels, Provenance, Rows, SupplyUse, no_rows

SECTORS = Labels(
    ("North", "North", "South", "South"),
    ("farm", "mill", "farm", "mill"),
    ("Farming", "Milling", "Farming", "Milling"),
)
USERS = Labels(("North", "North", "South"), ("people", "stores", "people"))


def two_regions(people: Mapping[str, float] | None = None) -> SupplyUse:
    """A symmetric table of two regions that balances: value added makes up the columns."""
    use = np.array([[10.0, 40, 0, 5], [5, 10, 2, 8], [1, 20, 6, 20], [0, 4, 3, 2]])
    final = np.array([[30.0, -5, 2], [50, 1, 4], [10, 0, 40], [6, 0, 25]])
    output = use.sum(1) + final.sum(1)
    rest = (output - use.sum(0))[None, :]
    return SupplyUse(
        products=SECTORS,
        industries=SECTORS,
        final=USERS,
        final_kinds=("household", "stocks", "household"),
        supply=sparse.csr_array(sparse.diags_array(output)),
        use=use,
        final_demand=final,
        value_added=Rows(("value_added",), ("USD",), ("value_added",), rest, np.zeros((1, 3))),
        labour=Rows(("work",), ("hour",), ("labour",), np.array([[8.0, 3, 9, 2]]), np.zeros((1, 3))),
        capital=no_rows(4, 3),
        satellites=Rows(
            ("CO2",), ("kg",), ("emission",), np.array([[1.0, 2, 3, 4]]), np.array([[5.0, 0, 6]])
        ),
        provenance=Provenance("two regions", 2020),
        imports=np.zeros(4),
        margins=np.zeros(4),
        taxes=np.zeros(4),
        people={"North": 3.0, "South": 4.0} if people is None else people,
    )


def joint() -> SupplyUse:
    """Three products of two industries in one region: the farm makes some flour too; it balances."""
    supply = np.array([[90.0, 10, 0], [0, 60, 20]])
    use = np.array([[20.0, 30], [5, 10], [4, 2]])
    final = (supply.sum(0) + np.array([6.0, 0, 0]) - use.sum(1))[:, None]
    return SupplyUse(
        products=Labels(("Home",) * 3, ("grain", "flour", "bran")),
        industries=Labels(("Home",) * 2, ("farm", "mill")),
        final=Labels(("Home",), ("people",)),
        final_kinds=("household",),
        supply=sparse.csr_array(supply),
        use=use,
        final_demand=final,
        value_added=Rows(
            ("value_added",),
            ("USD",),
            ("value_added",),
            (supply.sum(1) - use.sum(0))[None, :],
            np.zeros((1, 1)),
        ),
        labour=no_rows(2, 1),
        capital=no_rows(2, 1),
        satellites=no_rows(2, 1),
        provenance=Provenance("joint", 2020),
        imports=np.array([6.0, 0, 0]),
        margins=np.zeros(3),
        taxes=np.zeros(3),
    )
