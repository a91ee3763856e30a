"""English: explanations: why something is short, what would help, what serves whom."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {}
