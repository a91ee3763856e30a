"""Small multi-regional tables that balance, and files of them."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from scipy import sparse

from commonweal.inputoutput.tables import Floats, Labels, Provenance, Rows, SupplyUse, no_rows

__all__ = ["labels", "rows", "symmetric_table", "write_eora26"]

REGIONS = ("AA", "BB")
SECTORS = ("food", "steel", "care")
FINALS = ("Final consumption expenditure by households", "Gross fixed capital formation")


def labels(regions: tuple[str, ...], names: tuple[str, ...]) -> Labels:
    """Every name in every region."""
    pairs = list(itertools.product(regions, names))
    return Labels(tuple(region for region, _ in pairs), tuple(name for _, name in pairs))


def rows(
    names: tuple[str, ...], units: tuple[str, ...], kinds: tuple[str, ...], values: Floats, n_final: int
) -> Rows:
    """Rows beside a table; final users have none but of the last row, a tenth of a unit each."""
    by_final = np.zeros((len(names), n_final))
    by_final[-1] = 0.1
    return Rows(names, units, kinds, values, by_final)


def symmetric_table(seed: int = 1) -> SupplyUse:
    """Two regions, three sectors, value added in two rows, hours, capital and emissions."""
    rng = np.random.default_rng(seed)
    products, final = labels(REGIONS, SECTORS), labels(REGIONS, FINALS)
    flows = rng.uniform(1.0, 9.0, (6, 6))
    final_demand = rng.uniform(50.0, 90.0, (6, 4))
    output = flows.sum(axis=1) + final_demand.sum(axis=1)
    wages = 0.6 * (output - flows.sum(axis=0))
    value = np.array([wages, output - flows.sum(axis=0) - wages])
    return SupplyUse(
        products=products,
        industries=products,
        final=final,
        final_kinds=("household", "investment") * 2,
        supply=sparse.csr_array(sparse.diags_array(output)),
        use=flows,
        final_demand=final_demand,
        value_added=Rows(
            ("Compensation of employees", "Operating surplus"),
            ("EUR", "EUR"),
            ("compensation", "surplus"),
            value,
            np.zeros((2, 4)),
        ),
        labour=Rows(("Hours",), ("h",), ("labour",), rng.uniform(1e5, 1e6, (1, 6)), np.zeros((1, 4))),
        capital=no_rows(6, 4),
        satellites=rows(("CO2 - air",), ("kg",), ("emission",), rng.uniform(1.0, 5.0, (1, 6)), 4),
        provenance=Provenance("Small", 2019, "EUR", 1e6, source="made for tests"),
        imports=np.zeros(6),
        margins=np.zeros(6),
        taxes=np.zeros(6),
        people={"AA": 10.0, "BB": 20.0},
    )


def write_eora26(folder: Path, year: int = 2015, size: float = 1.0) -> dict[str, Floats]:
    """An Eora26 of two regions with two sectors and the rest of the world with one; returns its blocks.

    Flows are about five times ``size`` each.
    """
    rng = np.random.default_rng(7)
    sectors = [("AA", "food"), ("AA", "steel"), ("BB", "food"), ("BB", "steel"), ("ROW", "TOTAL")]
    finals = list(
        itertools.product(
            ("AA", "BB", "ROW"), ("Household final consumption P.3h", "Changes in inventories P.52")
        )
    )
    blocks = {
        "T": size * rng.uniform(1.0, 9.0, (5, 5)),
        "FD": size * rng.uniform(1.0, 9.0, (5, 6)),
        "Q": rng.uniform(1.0, 9.0, (2, 5)),
        "QY": rng.uniform(1.0, 9.0, (2, 6)),
    }
    output = blocks["T"].sum(axis=1) + blocks["FD"].sum(axis=1)
    blocks["VA"] = (output - blocks["T"].sum(axis=0))[None, :] * np.array([[0.7], [0.3]])
    folder.mkdir(parents=True, exist_ok=True)
    for part, figures in blocks.items():
        text = "\n".join("\t".join(repr(float(number)) for number in row) for row in figures)
        (folder / f"Eora26_{year}_bp_{part}.txt").write_text(text + "\n", encoding="utf-8")
    names = {
        "T": [f"Country {region}\t{region}\tIndustries\t{name}\t" for region, name in sectors],
        "FD": [f"Country {region}\t{region}\tFinal Demand\t{name}\t" for region, name in finals],
        "VA": [
            "Primary inputs\tCompensation of employees D.1\t",
            "Primary inputs\tNet operating surplus B.2n\t",
        ],
        "Q": ["Total employment (1000 p)\tILO\t", "CO2 (Gg)\tEDGAR\t"],
    }
    for part, lines in names.items():
        (folder / f"labels_{part}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return blocks
