"""Problems and solutions as bytes, for a solver in a process of its own: arrays and JSON, no pickle."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import IO, Any

import numpy as np
import scipy.sparse as sp

from commonweal.solve.marks import Marks
from commonweal.solve.methods import Method
from commonweal.solve.problem import Problem
from commonweal.solve.request import Request, Terms
from commonweal.solve.scaling import Scaling
from commonweal.solve.solution import Solution
from commonweal.solve.status import Known, Stopped

__all__ = [
    "pack_request",
    "pack_solution",
    "read_message",
    "unpack_request",
    "unpack_solution",
    "write_message",
]

_LENGTH = 8  # bytes that say how long a message is


def write_message(stream: IO[bytes], message: bytes) -> None:
    """Write one message, its length first."""
    stream.write(len(message).to_bytes(_LENGTH, "little"))
    stream.write(message)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """Read one message; None at the end of the stream."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    return stream.read(int.from_bytes(length, "little"))


def pack_request(request: Request) -> bytes:
    """A problem and how to solve it."""
    problem, marks, scaling = request.problem, request.marks, request.scaling
    words = {
        "method": asdict(request.method),
        "terms": asdict(request.terms),
        "shape": problem.matrix.shape,
        "cost_factor": None if scaling is None else scaling.cost,
    }
    return _pack(
        words,
        data=problem.matrix.data,
        indices=problem.matrix.indices,
        indptr=problem.matrix.indptr,
        cost=problem.cost,
        row_lower=problem.row_lower,
        row_upper=problem.row_upper,
        column_lower=problem.column_lower,
        column_upper=problem.column_upper,
        then=np.zeros(0) if request.then is None else request.then,
        upper=request.upper,
        period=marks.period,
        place=marks.place,
        good=marks.good,
        row_factors=np.zeros(0) if scaling is None else scaling.row,
        column_factors=np.zeros(0) if scaling is None else scaling.column,
    )


def unpack_request(message: bytes) -> Request:
    """What ``pack_request`` packed."""
    words, arrays = _unpack(message)
    matrix = sp.csc_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=tuple(words["shape"]))
    problem = Problem(
        matrix,
        *(arrays[name] for name in ("cost", "row_lower", "row_upper", "column_lower", "column_upper")),
    )
    cost_factor = words["cost_factor"]
    scaling = Scaling(arrays["row_factors"], arrays["column_factors"], cost_factor or 1.0)
    return Request(
        problem=problem,
        marks=Marks(arrays["period"], arrays["place"], arrays["good"]),
        upper=arrays["upper"],
        method=Method(**words["method"]),
        terms=Terms(**words["terms"]),
        then=arrays["then"] if len(arrays["then"]) else None,
        scaling=None if cost_factor is None else scaling,
    )


def pack_solution(solution: Solution) -> bytes:
    """A solution."""
    words = {
        "objective": solution.objective,
        "stopped": solution.stopped.value,
        "of_levels": solution.of_levels.value,
        "of_prices": solution.of_prices.value,
        "is_vertex": solution.is_vertex,
        "iterations": solution.iterations,
        "seconds": solution.seconds,
        "method": solution.method,
        "story": solution.story,
    }
    return _pack(words, levels=solution.levels, prices=solution.prices, reduced_costs=solution.reduced_costs)


def unpack_solution(message: bytes) -> Solution:
    """What ``pack_solution`` packed."""
    words, arrays = _unpack(message)
    return Solution(
        levels=arrays["levels"],
        prices=arrays["prices"],
        reduced_costs=arrays["reduced_costs"],
        objective=float(words["objective"]),
        stopped=Stopped(words["stopped"]),
        of_levels=Known(words["of_levels"]),
        of_prices=Known(words["of_prices"]),
        is_vertex=bool(words["is_vertex"]),
        iterations=int(words["iterations"]),
        seconds=float(words["seconds"]),
        method=str(words["method"]),
        story=str(words["story"]),
    )


def _pack(words: dict[str, Any], **arrays: np.ndarray) -> bytes:
    """Words as JSON, and arrays, in one block of bytes."""
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, words=np.frombuffer(json.dumps(words).encode(), np.uint8), **arrays)
    return stream.getvalue()


def _unpack(message: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What ``_pack`` packed."""
    with np.load(io.BytesIO(message), allow_pickle=False) as packed:
        arrays = {name: packed[name] for name in packed.files}
    words = json.loads(arrays.pop("words").tobytes().decode())
    return words, arrays
