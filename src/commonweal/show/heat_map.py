"""A matrix as a picture: one cell a number, the darker the larger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.inputoutput.tables import Floats
from commonweal.show.markup import Html, element, joined

__all__ = ["HeatMap", "draw_heat_map", "heat_steps"]

_SIDE, _TOP = 150.0, 118.0
_LEAST_CELL, _MOST_CELL, _ROOM = 13.0, 36.0, 460.0
_LETTERS = 24  # of a name beside a row; above a column there is room for fewer
_FEW_LETTERS = 19
_N_STEPS = 6
_GROWTH = 2.0  # each shade reaches up to so many times the one before


@dataclass(frozen=True, eq=False)
class HeatMap:
    """What is drawn.

    Attributes
    ----------
    values : shape (n_rows, n_columns)
        Not negative where they are to have a shade; others stay blank.
    rows, columns
        What stands beside each row and above each column.
    title, summary
        Of the picture, read out by screen readers.
    cell
        What hovering over a cell tells: from its row, its column and its value.
    """

    values: Floats
    rows: Sequence[str]
    columns: Sequence[str]
    title: str
    summary: str
    cell: Callable[[str, str, float], str]


def heat_steps(values: Floats) -> tuple[float, ...]:
    """Lower ends of the shades ``h1`` to ``h6``, each twice the one before; below the first is blank.

    The last begins at half of the largest value.

    Examples
    --------
    >>> heat_steps(np.array([[0.0, 0.64]]))
    (0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
    """
    largest = float(values.max(initial=0.0))
    return tuple(largest / _GROWTH**power for power in range(_N_STEPS, 0, -1))


def draw_heat_map(picture: HeatMap) -> Html:
    """The picture: rows make, columns use; blank where a value is less than the first shade."""
    n_rows, n_columns = picture.values.shape
    cell = min(max(_ROOM / max(n_columns, 1), _LEAST_CELL), _MOST_CELL)
    width, height = _SIDE + cell * n_columns + 4, _TOP + cell * n_rows + 4
    steps = heat_steps(picture.values)
    return element(
        "svg",
        element("title", picture.title),
        element("desc", picture.summary),
        joined(_row_name(name, number, cell) for number, name in enumerate(picture.rows)),
        joined(_column_name(name, number, cell) for number, name in enumerate(picture.columns)),
        element("rect", x=f"{_SIDE:.0f}", y=f"{_TOP:.0f}", width=f"{cell * n_columns:.0f}",
                height=f"{cell * n_rows:.0f}", class_="ground"),
        joined(_cells(picture, steps, cell)),
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="img",
        class_="heat",
        style=f"min-width:{0.75 * width:.0f}px",
    )  # fmt: skip


def _cells(picture: HeatMap, steps: Sequence[float], size: float) -> list[Html]:
    """The cells that have a shade."""
    shades = np.searchsorted(steps, picture.values, side="right") if steps[-1] > 0.0 else picture.values * 0
    return [
        element(
            "rect",
            element("title", picture.cell(picture.rows[row], picture.columns[column],
                                          float(picture.values[row, column]))),
            x=f"{_SIDE + size * column:.1f}",
            y=f"{_TOP + size * row:.1f}",
            width=f"{size - 1:.1f}",
            height=f"{size - 1:.1f}",
            class_=f"h{shades[row, column]:.0f}",
        )
        for row, column in np.argwhere(shades > 0).tolist()
    ]  # fmt: skip


def _row_name(name: str, number: int, cell: float) -> Html:
    y = _TOP + cell * (number + 0.5) + 3.0
    return element(
        "text", element("title", name), _short(name, _LETTERS), x=f"{_SIDE - 5:.0f}", y=f"{y:.1f}",
        class_="end",
    )  # fmt: skip


def _column_name(name: str, number: int, cell: float) -> Html:
    x = _SIDE + cell * (number + 0.5) + 3.0
    turn = f"rotate(-90 {x:.1f} {_TOP - 5:.0f})"
    return element(
        "text", element("title", name), _short(name, _FEW_LETTERS), x=f"{x:.1f}", y=f"{_TOP - 5:.0f}",
        transform=turn,
    )  # fmt: skip


def _short(name: str, letters: int) -> str:
    return name if len(name) <= letters else name[: letters - 1] + "…"
