"""Two parts of the blocks that don't need each other: they are worked on side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.blocks.symbolic import Pattern

__all__ = ["Halves", "halves_of"]

Integers = NDArray[np.int64]

_WORTH = 0.9  # of all work: what is left to wait for, for halves to be worth it
_ASSEMBLY = 8.0  # operations that adding an entry of an update to its front is worth


@dataclass(frozen=True)
class Halves:
    """Blocks before ``second`` and those from there to ``top`` have no ancestor below ``top`` in common.

    Attributes
    ----------
    second, top
        Both 0 where blocks are done one after another.
    offset
        Where updates of the second half begin on the stack.
    stack
        Size of the stack of updates.
    """

    second: int
    top: int
    offset: int
    stack: int


def halves_of(pattern: Pattern, threads: int) -> Halves:
    """The halves with the least to wait for: the longer of them, and what comes after both.

    Blocks are numbered children before parents, each with its descendants right before it. So the
    descendants of a block, parted between two of its children, are two such halves; the first takes all
    before them, too.
    """
    above, n_blocks = pattern.above, len(pattern.above)
    width, height = np.diff(pattern.start), np.diff(pattern.place)
    below = height - width
    if threads < 2 or n_blocks < 2:
        return _with_stack(above, below, 0, 0)
    work = width**3 / 3.0 + below * width**2.0 + below**2.0 * (width + _ASSEMBLY)
    done = np.concatenate([[0.0], np.cumsum(work)])
    parent = np.where(above >= 0, above, n_blocks)
    first = done[1:]  # to the end of a child
    both = done[parent]  # to the beginning of its parent
    wait = np.maximum(first, both - first) + done[-1] - both
    best = int(np.argmin(wait))
    if wait[best] > _WORTH * done[-1]:
        return _with_stack(above, below, 0, 0)
    return _with_stack(above, below, best + 1, int(parent[best]))


def _with_stack(above: Integers, below: Integers, second: int, top: int) -> Halves:
    """Halves with what their updates take on the stack."""
    stack = _Stack(above.tolist(), (below * below).tolist())
    stack.pass_over(0, second)
    offset = stack.top = stack.most
    stack.pass_over(second, top)
    stack.pass_over(top, len(above))
    return Halves(second, top, offset, stack.most)


class _Stack:
    """The stack of updates while blocks are passed over."""

    def __init__(self, above: list[int], sizes: list[int]) -> None:
        self._above, self._sizes = above, sizes
        self._waiting: list[tuple[int, int]] = []
        self.top = self.most = 0

    def pass_over(self, first: int, last: int) -> None:
        """Take what children left, and leave an update, for each of some blocks."""
        for block in range(first, last):
            size = self._sizes[block]
            self.most = max(self.most, self.top + size)
            low = self.top
            while self._waiting and self._above[self._waiting[-1][0]] == block:
                low = self._waiting.pop()[1]
            self.top = low
            if size:
                self._waiting.append((block, low))
                self.top = low + size
