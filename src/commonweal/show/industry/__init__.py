"""Sectors and regions of an economy: as its table observed them, and as a plan runs them."""

from commonweal.show.industry.of_plan import industry_of_plan
from commonweal.show.industry.of_table import industry_of_economy, industry_of_table

__all__ = ["industry_of_economy", "industry_of_plan", "industry_of_table"]
