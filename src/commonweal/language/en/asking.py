"""English: what breaks first, what is required, and what pooling gains."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {}
