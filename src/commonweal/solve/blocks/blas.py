"""LAPACK and BLAS of SciPy, callable from compiled loops by their addresses."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np
import scipy.linalg._fblas
from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.extending import get_cython_function_address, intrinsic
from numpy.typing import NDArray

__all__ = ["ADDRESSES", "blas_threads", "divide_by_triangle", "take_product", "take_square", "workspace"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


def _addresses() -> NDArray[np.int64]:
    """Where dtrsm, dsyrk and dgemm are."""
    return np.array(
        [
            get_cython_function_address("scipy.linalg.cython_blas", "dtrsm"),
            get_cython_function_address("scipy.linalg.cython_blas", "dsyrk"),
            get_cython_function_address("scipy.linalg.cython_blas", "dgemm"),
        ],
        dtype=np.int64,
    )


ADDRESSES = _addresses()


_LIBRARIES = (
    (scipy.linalg._fblas.__file__, ""),
    (str(import_module("numpy._core._multiarray_umath").__file__), "64_"),
)
"""What SciPy and NumPy ship their OpenBLAS with, and how its functions end there."""


@contextmanager
def blas_threads(threads: int) -> Iterator[None]:
    """Let the BLAS of SciPy and NumPy use so many cores for a while, where it is the OpenBLAS they ship."""
    told = []
    for file, end in _LIBRARIES:
        library = ctypes.CDLL(file)
        tell = getattr(library, f"scipy_openblas_set_num_threads{end}", None)
        ask = getattr(library, f"scipy_openblas_get_num_threads{end}", None)
        if tell is not None and ask is not None:
            told.append((tell, ask()))
            tell(max(threads, 1))
    try:
        yield
    finally:
        for tell, before in told:
            tell(before)


def workspace() -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.uint8]]:
    """Numbers that BLAS takes by reference: sizes, factors and letters.

    They are arguments of the compiled functions, so that nothing frees them during a call.
    """
    letters = np.frombuffer(b"LNRT", dtype=np.uint8).copy()
    return np.zeros(6, np.int32), np.array([1.0, -1.0]), letters


@intrinsic
def _call(_typing: Any, _address: Any, pointers: Any) -> Any:
    """Call the function at an address with pointers, all given as whole numbers."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word, count = ir.IntType(64), signature.args[1].count
        kind = ir.FunctionType(ir.VoidType(), [word] * count)
        function = builder.inttoptr(arguments[0], kind.as_pointer())
        builder.call(function, [builder.extract_value(arguments[1], k) for k in range(count)])
        return context.get_dummy_value()

    return types.void(types.int64, pointers), build


@njit(cache=True, nogil=True)
def divide_by_triangle(
    addresses: Array, ints: Array, floats: Array, letters: Array, at: int, m: int, n: int, ld: int
) -> None:
    """Multiply the ``m`` rows below a factor ``L`` of ``n`` columns by ``L⁻ᵀ``, in place."""
    ints[0], ints[1], ints[2] = m, n, ld
    size, letter, one = ints.ctypes.data, letters.ctypes.data, floats.ctypes.data
    below = at + 8 * n
    pointers = (
        letter + 2,
        letter,
        letter + 3,
        letter + 1,
        size,
        size + 4,
        one,
        at,
        size + 8,
        below,
        size + 8,
    )
    _call(addresses[0], pointers)  # type: ignore[call-arg]


@njit(cache=True, nogil=True)
def take_square(
    addresses: Array,
    ints: Array,
    floats: Array,
    letters: Array,
    rows: int,
    m: int,
    n: int,
    ld: int,
    to: int,
    ld_to: int,
) -> None:
    """Subtract the lower triangle of ``B Bᵀ``; ``B`` has ``m`` rows and ``n`` columns."""
    ints[0], ints[1], ints[2], ints[3] = m, n, ld, ld_to
    size, letter, one = ints.ctypes.data, letters.ctypes.data, floats.ctypes.data
    pointers = (letter, letter + 1, size, size + 4, one + 8, rows, size + 8, one, to, size + 12)
    _call(addresses[1], pointers)  # type: ignore[call-arg]


@njit(cache=True, nogil=True)
def take_product(
    addresses: Array,
    ints: Array,
    floats: Array,
    letters: Array,
    left: int,
    right: int,
    m: int,
    n: int,
    k: int,
    ld: int,
    to: int,
) -> None:
    """Subtract ``B Cᵀ``: ``B`` has ``m`` rows, ``C`` has ``n``, both ``k`` columns, in ``ld`` rows."""
    ints[0], ints[1], ints[2], ints[3] = m, n, k, ld
    size, letter, one = ints.ctypes.data, letters.ctypes.data, floats.ctypes.data
    by = size + 12
    pointers = (
        letter + 1, letter + 3, size, size + 4, size + 8, one + 8, left, by, right, by, one, to, by
    )  # fmt: skip
    _call(addresses[2], pointers)  # type: ignore[call-arg]
