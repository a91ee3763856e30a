"""English: comparisons of plans, and the price of a rule."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {}
