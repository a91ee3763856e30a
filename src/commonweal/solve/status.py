"""Three separate answers about a solve: why it stopped, what is known of levels, what of prices."""

from enum import Enum

__all__ = ["Known", "Stopped"]


class Stopped(Enum):
    """Why the solver stopped."""

    OPTIMAL = "optimal"
    """It claims an optimum within its tolerances; certificates decide whether to believe it."""
    INFEASIBLE = "infeasible"
    """It claims that nothing satisfies all rows."""
    UNBOUNDED = "unbounded"
    """It claims that the aim has no limit."""
    LIMIT = "limit"
    """A limit on time or iterations ended it."""
    UNSURE = "unsure"
    """It stopped without a claim (numerical trouble, or 'unknown')."""


class Known(Enum):
    """What is known of levels, or of prices."""

    FEASIBLE = "feasible"
    """There are values, and the solver claims they satisfy their conditions."""
    DOUBTFUL = "doubtful"
    """There are values, without that claim."""
    NOTHING = "nothing"
    """There are no values."""
