"""Compiled loops that factorise ``A Θ Aᵀ`` block by block, and solve with the factor."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from commonweal.solve.blocks.blas import divide_by_triangle, take_product, take_square

__all__ = ["add_products", "factorise", "solve_down", "solve_up"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True, nogil=True)
def add_products(
    set_ptr: Array, set_values: Array, weights: Array, at: Array, diagonal: Array, least: Array, panels: Array
) -> None:
    """Write ``A Θ Aᵀ`` into the panels of the factor, and its diagonal into ``least``."""
    panels[:] = 0.0
    t = 0
    for k in range(len(set_ptr) - 1):
        for a in range(set_ptr[k], set_ptr[k + 1]):
            value = set_values[a] * weights[k]
            for b in range(set_ptr[k], a + 1):
                panels[at[t]] += value * set_values[b]
                t += 1
    for i in range(len(diagonal)):
        least[i] = panels[diagonal[i]]


_WIDE = 64  # columns that are factorised without BLAS
_FAR = 1e64  # instead of a pivot that is lost: its unknown stays 0


@njit(cache=True, nogil=True)
def _triangle(panels: Array, at: int, width: int, height: int, least: Array) -> int:
    """Factorise a small triangle in place; pivots that are lost to rounding are put out of reach."""
    lost = 0
    for j in range(width):
        column = at + j * height
        pivot = panels[column + j]
        if not pivot > least[j]:
            panels[column + j] = _FAR
            panels[column + j + 1 : column + width] = 0.0
            lost += 1
            continue
        pivot = np.sqrt(pivot)
        panels[column + j] = pivot
        for i in range(j + 1, width):
            panels[column + i] /= pivot
        for k in range(j + 1, width):
            value = panels[column + k]
            if value != 0.0:
                other = at + k * height
                for i in range(k, width):
                    panels[other + i] -= panels[column + i] * value
    return lost


@njit(cache=True, nogil=True)
def _panel(
    addresses: Array,
    ints: Array,
    floats: Array,
    letters: Array,
    panels: Array,
    at: int,
    width: int,
    height: int,
    least: Array,
) -> int:
    """Factorise a panel in place, some columns at a time; how many pivots were lost."""
    lost = 0
    base = panels.ctypes.data
    for j in range(0, width, _WIDE):
        some = min(_WIDE, width - j)
        corner = at + j * height + j
        lost += _triangle(panels, corner, some, height, least[j : j + some])
        below, right = height - j - some, width - j - some
        if below > 0:
            here = base + 8 * corner
            divide_by_triangle(addresses, ints, floats, letters, here, below, some, height)
            if right > 0:
                rows = here + 8 * some
                to = base + 8 * (corner + some * height + some)
                take_square(addresses, ints, floats, letters, rows, right, some, height, to, height)
                if below > right:
                    lower = rows + 8 * right
                    goes = to + 8 * right
                    take_product(
                        addresses,
                        ints,
                        floats,
                        letters,
                        lower,
                        rows,
                        below - right,
                        right,
                        some,
                        height,
                        goes,
                    )
    return lost


@njit(cache=True, nogil=True)
def factorise(
    addresses: Array,
    ints: Array,
    floats: Array,
    letters: Array,
    start: Array,
    above: Array,
    place: Array,
    where: Array,
    panel: Array,
    panels: Array,
    stack: Array,
    least: Array,
    first_block: int,
    last_block: int,
    begin: Array,
    waiting: Array,
    state: Array,
) -> int:
    """Cholesky factor in the panels of some blocks, in place; how many pivots were lost to rounding.

    Multifrontal (Duff, Reid 1983; Liu 1992, *SIAM Review* 34(1)): each block takes the updates its
    children left on the stack, is factorised densely, and leaves its own there. ``waiting`` lists blocks
    with an update on the stack, ``begin`` where it begins; ``state`` is how many wait, and where the
    stack ends.
    """
    n_waiting, top, lost = state[0], state[1], 0
    for s in range(first_block, last_block):
        width = start[s + 1] - start[s]
        height = place[s + 1] - place[s]
        below = height - width
        base = panel[s]
        update = top
        stack[update : update + below * below] = 0.0
        low = update
        while n_waiting > 0 and above[waiting[n_waiting - 1]] == s:
            n_waiting -= 1
            c = waiting[n_waiting]
            low = begin[c]
            first = place[c] + start[c + 1] - start[c]
            m = place[c + 1] - first
            for j in range(m):
                to = where[first + j]
                source = low + j * m
                if to < width:
                    column = base + to * height
                    for i in range(j, m):
                        panels[column + where[first + i]] += stack[source + i]
                else:
                    column = update + (to - width) * below - width
                    for i in range(j, m):
                        stack[column + where[first + i]] += stack[source + i]
        lost += _panel(
            addresses, ints, floats, letters, panels, base, width, height, least[start[s] : start[s + 1]]
        )
        if below > 0:
            rows = panels.ctypes.data + 8 * (base + width)
            to = stack.ctypes.data + 8 * update
            take_square(addresses, ints, floats, letters, rows, below, width, height, to, below)
            if low != update:
                for j in range(below * below):
                    stack[low + j] = stack[update + j]
            waiting[n_waiting] = s
            begin[s] = low
            n_waiting += 1
            top = low + below * below
        else:
            top = low
    state[0], state[1] = n_waiting, top
    return lost


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def solve_down(
    start: Array,
    place: Array,
    found: Array,
    panel: Array,
    panels: Array,
    held: Array,
    first_block: int,
    last_block: int,
    x: Array,
) -> None:
    """Solve with the factor of some blocks, in place; ``held`` has room for the rows of a front."""
    for s in range(first_block, last_block):
        width, height = start[s + 1] - start[s], place[s + 1] - place[s]
        own = x[start[s] : start[s + 1]]
        part = held[: height - width]
        part[:] = 0.0
        for j in range(width):
            column = panels[panel[s] + j * height : panel[s] + (j + 1) * height]
            own[j] /= column[j]
            value = own[j]
            for i in range(j + 1, width):
                own[i] -= column[i] * value
            rest = column[width:]
            for i in range(len(part)):
                part[i] += rest[i] * value
        for i in range(len(part)):
            x[found[place[s] + width + i]] -= part[i]


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def solve_up(
    start: Array,
    place: Array,
    found: Array,
    panel: Array,
    panels: Array,
    held: Array,
    first_block: int,
    last_block: int,
    x: Array,
) -> None:
    """The same with the transpose of the factor, once what is above those blocks is known."""
    for s in range(last_block - 1, first_block - 1, -1):
        width, height = start[s + 1] - start[s], place[s + 1] - place[s]
        own = x[start[s] : start[s + 1]]
        part = held[: height - width]
        for i in range(len(part)):
            part[i] = x[found[place[s] + width + i]]
        for back in range(width):
            j = width - 1 - back
            column = panels[panel[s] + j * height : panel[s] + (j + 1) * height]
            total = own[j]
            for i in range(j + 1, width):
                total -= column[i] * own[i]
            rest = column[width:]
            less = 0.0
            for i in range(len(part)):
                less += rest[i] * part[i]
            own[j] = (total - less) / column[j]
