"""The one place that chains the stages: an economy in, a proven plan out; and plans made anew on a day."""

from commonweal.run.planning import plan
from commonweal.run.pricing import price_range
from commonweal.run.replanning import Replan, replan

__all__ = ["Replan", "plan", "price_range", "replan"]
