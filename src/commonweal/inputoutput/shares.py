"""Parts of wholes, where a whole may be 0."""

from __future__ import annotations

import numpy as np

from commonweal.inputoutput.tables import Floats

__all__ = ["shares"]


def shares(parts: Floats, wholes: Floats) -> Floats:
    """Parts divided by wholes, entry by entry; 0 where the whole is 0. Shapes as of ``parts``.

    Examples
    --------
    >>> shares(np.array([1.0, 2.0]), np.array([4.0, 0.0]))
    array([0.25, 0.  ])
    """
    found: Floats = np.divide(parts, wholes, out=np.zeros(np.shape(parts)), where=wholes != 0.0)
    return found
