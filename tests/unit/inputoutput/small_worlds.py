"""Symmetric tables of several regions for tests, with random flows that leave a surplus everywhere."""

from __future__ import annotations

import numpy as np

from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Floats, InputOutput, Labels, Provenance, Rows, no_rows

__all__ = ["random_system", "random_world", "system_of"]


def random_system(n: int, seed: int, *, share: float = 0.6) -> LeontiefSystem:
    """A productive system in which every sector uses something of every other."""
    rng = np.random.default_rng(seed)
    output = rng.uniform(50.0, 500.0, n)
    coefficients = rng.uniform(0.1, 1.0, (n, n))
    coefficients *= share * rng.uniform(0.7, 1.0, n) / coefficients.sum(axis=0)
    return LeontiefSystem(coefficients * output, output)


def random_world(n_regions: int, n_names: int, seed: int, *, outside: bool = False) -> InputOutput:
    """A table that balances: two users in every region; with ``outside``, exports and imports too."""
    rng = np.random.default_rng(seed)
    regions = [f"R{region}" for region in range(n_regions)]
    n = n_regions * n_names
    flows = rng.uniform(0.0, 1.0, (n, n)) * rng.uniform(0.5, 2.0, n)
    users = Labels(
        tuple(region for region in regions for _ in range(2)) + (("R0",) if outside else ()),
        ("households", "investment") * n_regions + (("exports",) if outside else ()),
    )
    final = rng.uniform(0.0, n / n_regions, (n, len(users)))
    imports = rng.uniform(0.0, 0.5, n) * final.sum(axis=1) if outside else np.zeros(n)
    return InputOutput(
        sectors=Labels(
            tuple(region for region in regions for _ in range(n_names)),
            tuple(f"s{name}" for name in range(n_names)) * n_regions,
        ),
        final=users,
        final_kinds=("household", "investment") * n_regions + (("export",) if outside else ()),
        flows=flows,
        final_demand=final,
        output=flows.sum(axis=1) + final.sum(axis=1) - imports,
        imports=imports,
        value_added=no_rows(n, len(users)),
        labour=_rows(rng, n, len(users), ("men", "women"), "hour", "labour"),
        capital=no_rows(n, len(users)),
        satellites=_rows(rng, n, len(users), ("CO2", "land", "water"), "t", "emission"),
        provenance=Provenance("random world", 2020),
    )


def system_of(table: InputOutput) -> LeontiefSystem:
    """The system of a table."""
    return LeontiefSystem(table.flows, table.output)


def _rows(
    rng: np.random.Generator, n: int, n_final: int, names: tuple[str, ...], unit: str, kind: str
) -> Rows:
    by_final: Floats = rng.uniform(0.0, 2.0, (len(names), n_final))
    return Rows(
        names,
        (unit,) * len(names),
        (kind,) * len(names),
        rng.uniform(0.0, 10.0, (len(names), n)),
        by_final,
    )
