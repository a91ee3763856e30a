"""Names of solvers and devices, as commands take them; loads nothing."""

__all__ = [
    "AUTO",
    "BLOCKS",
    "CAPACITIES",
    "CUDA",
    "DEVICES",
    "FIRST_ORDER",
    "HIGHS",
    "OWN",
    "POLICY",
    "POOLS",
    "SOLVERS",
]

AUTO = "auto"
"""Chosen by what the problem is."""

HIGHS = "highs"

POLICY = "policy"
"""Policy iteration: choice of techniques."""

POOLS = "pools"
"""Reduction of pooled origins."""

CAPACITIES = "capacities"
"""Choice of techniques with capacities."""

BLOCKS = "blocks"
"""An interior point whose factorisation knows places and periods."""

FIRST_ORDER = "first-order"
"""Restarted Halpern iterations, on processors or a GPU."""

OWN = (POLICY, POOLS, CAPACITIES, BLOCKS, FIRST_ORDER)
"""Methods of our own."""

SOLVERS = (AUTO, HIGHS, *OWN)

CUDA = "cuda"
"""The first graphics processor."""

DEVICES = (AUTO, "cpu", CUDA)
