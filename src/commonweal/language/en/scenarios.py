"""English: scenarios and re-planning."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {}
