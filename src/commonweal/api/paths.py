"""Ids in paths: ``{economy:id}`` takes an id and no word, so that words beside it are paths of their own."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

__all__ = ["IdConvertor"]


class IdConvertor(Convertor[str]):
    """32 hexadecimal digits; a path with anything else in their place is not there."""

    regex = "[0-9a-f]{32}"

    def convert(self, value: str) -> str:
        """The id that stands in a path."""
        return value

    def to_string(self, value: str) -> str:
        """An id as it stands in a path."""
        return value


register_url_convertor("id", IdConvertor())
