"""Input–output economics: pure functions of matrices, independent of the planner.

What they take and give is in ``tables``. Nothing here reads files or makes a dense inverse of a large
table.

- From what is published: ``balances``, ``balancing``, ``aggregation``, ``valuation``, ``transformations``.
- What depends on what: ``leontief`` (with ``iteration`` for large tables), ``ghosh``, ``multipliers``,
  ``linkages``, ``extraction``.
- Work, prices, nature: ``labour_values``, ``production_prices``, ``value_prices``, ``footprints``,
  ``embodied``, ``paths``, ``decomposition``.
"""
