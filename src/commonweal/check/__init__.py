"""Checks that need more than one row: loops of techniques, reach, and what nothing limits."""

from commonweal.check.run import check, check_structure

__all__ = ["check", "check_structure"]
