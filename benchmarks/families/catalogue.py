"""The families by their letters: an instance from a letter, a size and a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

from families.instance import Instance
from families.networks import supply_network
from families.techniques import with_capacities, without_capacities
from families.world import world_table

__all__ = ["FAMILIES", "Family", "numbers_of", "with_instance"]


@dataclass(frozen=True)
class Family:
    """How instances of a family are drawn, and which sizes are measured.

    Attributes
    ----------
    title
        What it is, in a few words.
    draw
        An instance from the numbers of a size and a seed.
    numbers
        How many numbers a size has: one (``5000``), or several (``50x8x12``).
    tiny
        Solved first where code is compiled on its first call.
    menu
        A small and a middle size, measured when nothing is asked for.
    growth
        Three sizes from which the growth of times is told.
    """

    title: str
    draw: Callable[..., Instance]
    numbers: int
    tiny: str
    menu: tuple[str, ...]
    growth: tuple[str, ...]


FAMILIES = {
    "T": Family(
        "choice of techniques", without_capacities, 1, "60", ("1000", "3000"), ("1000", "5000", "20000")
    ),
    "C": Family(
        "the same with capacities", with_capacities, 1, "60", ("500", "1000"), ("500", "1000", "2000")
    ),
    "N": Family(
        "supply network in time",
        supply_network,
        3,
        "6x3x4",
        ("10x6x6", "20x8x12"),
        ("10x8x12", "20x8x12", "40x8x12"),
    ),
    "W": Family(
        "world table, pooled origins", world_table, 2, "3x4", ("10x12", "20x20"), ("10x20", "20x20", "40x20")
    ),
}
"""Family by its letter; L and S have programs of their own."""


def numbers_of(size: str) -> tuple[int, ...]:
    """The numbers of a size: ``50x8x12`` → (50, 8, 12)."""
    return tuple(int(number) for number in size.split("x"))


def with_instance(family: str, size: str, seed: int) -> Instance:
    """An instance of a family.

    Raises
    ------
    ValueError
        If there is no such family, or the size has another form.
    """
    if family not in FAMILIES:
        raise ValueError(f"There is no family {family!r}; there are {', '.join(FAMILIES)}.")
    found = FAMILIES[family]
    parts = size.split("x")
    if len(parts) != found.numbers or not all(part.isdigit() and int(part) > 0 for part in parts):
        example = " or ".join(found.menu)
        raise ValueError(f"A size of family {family} is written like {example}, not {size!r}.")
    return found.draw(*numbers_of(size), seed)


def order_of(size: str) -> int:
    """The product of the numbers of a size, by which sizes are put in order."""
    return prod(numbers_of(size))
