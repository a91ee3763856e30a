"""Two countries with three industries each, small enough to follow by hand; the books balance."""

import numpy as np
from scipy import sparse

from commonweal.inputoutput.tables import Labels, Provenance, Rows, SupplyUse, no_rows

REGIONS = ("north", "south")
SECTORS = ("farms", "mills", "services")
FLOWS = np.array(
    [
        [20.0, 60.0, 5.0, 4.0, 30.0, 0.0],
        [10.0, 50.0, 20.0, 5.0, 10.0, 6.0],
        [15.0, 30.0, 25.0, 0.0, 5.0, 2.0],
        [5.0, 20.0, 0.0, 30.0, 25.0, 5.0],
        [8.0, 10.0, 4.0, 10.0, 20.0, 10.0],
        [0.0, 5.0, 1.0, 12.0, 10.0, 15.0],
    ]
)
HOUSEHOLDS = np.array([[40.0, 6.0], [60.0, 20.0], [100.0, 3.0], [10.0, 60.0], [12.0, 50.0], [2.0, 70.0]])
INVESTMENT = np.array([[2.0, 0.0], [30.0, 6.0], [10.0, 0.0], [0.0, 3.0], [4.0, 12.0], [0.0, 8.0]])
HOURS = np.array([60.0, 90.0, 110.0, 150.0, 100.0, 90.0])
CARBON = np.array([12.0, 40.0, 6.0, 9.0, 25.0, 3.0])


def world(labour=True):
    """The table; without labour if asked."""
    sectors = Labels(
        tuple(region for region in REGIONS for _ in SECTORS),
        SECTORS * 2,
        tuple(name.title() for name in SECTORS) * 2,
    )
    final = Labels(("north", "north", "south", "south"), ("c", "i") * 2)
    demand = np.column_stack([HOUSEHOLDS[:, 0], INVESTMENT[:, 0], HOUSEHOLDS[:, 1], INVESTMENT[:, 1]])
    output = FLOWS.sum(axis=1) + demand.sum(axis=1)
    added = output - FLOWS.sum(axis=0)
    value = np.vstack([0.6 * added, 0.4 * added])
    n, m = len(output), demand.shape[1]
    zero = np.zeros(n)
    return SupplyUse(
        products=sectors,
        industries=sectors,
        final=final,
        final_kinds=("household", "investment") * 2,
        supply=sparse.csr_array(sparse.diags_array(output)),
        use=FLOWS,
        final_demand=demand,
        value_added=Rows(
            ("wages", "profits"), ("USD", "USD"), ("compensation", "surplus"), value, np.zeros((2, m))
        ),
        labour=Rows(("hours",), ("hour",), ("labour",), HOURS[None, :], np.zeros((1, m)))
        if labour
        else no_rows(n, m),
        capital=no_rows(n, m),
        satellites=Rows(
            ("carbon",), ("t",), ("emission",), CARBON[None, :], np.array([[5.0, 0.0, 3.0, 0.0]])
        ),
        provenance=Provenance("Two countries", 2031, "USD", 1.0, source="Made up for tests"),
        imports=zero,
        margins=zero,
        taxes=zero,
        people={"north": 100.0, "south": 160.0},
    )
