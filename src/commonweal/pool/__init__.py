"""What planning together gains over each region by itself."""

from commonweal.pool.pooling import Pooling, pool
from commonweal.pool.regions import Region

__all__ = ["Pooling", "Region", "pool"]
