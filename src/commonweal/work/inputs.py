"""What a job is made of, by the hashes of its files, so that nothing of it can change while it waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Input"]


@dataclass(frozen=True)
class Input:
    """An economy, a plan or an attachment that a request names.

    Attributes
    ----------
    what
        ``economy``, ``plan`` or ``attachment``.
    name
        What people call it.
    files
        Name of each of its files, and the hash of its content.
    """

    what: str
    name: str
    files: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def of_data(cls, said: Mapping[str, Any]) -> Input:
        """What JSON tells."""
        return cls(said["what"], said["name"], said["files"])
