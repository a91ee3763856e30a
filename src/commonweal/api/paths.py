"""What stands in paths: ``{economy:id}`` takes an id and no word, ``{path:page}`` what is not of the API."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

__all__ = ["IdConvertor", "PageConvertor"]


class IdConvertor(Convertor[str]):
    """32 hexadecimal digits; a path with anything else in their place is not there."""

    regex = "[0-9a-f]{32}"

    def convert(self, value: str) -> str:
        """The id that stands in a path."""
        return value

    def to_string(self, value: str) -> str:
        """An id as it stands in a path."""
        return value


class PageConvertor(Convertor[str]):
    """A whole path, but none of the API or of what watches over the server."""

    regex = r"(?!(?:api|livez|readyz|metrics)(?:/|$))(?s:.*)"

    def convert(self, value: str) -> str:
        """The path, as it is."""
        return value

    def to_string(self, value: str) -> str:
        """A path as it stands in an address."""
        return value


register_url_convertor("id", IdConvertor())
register_url_convertor("page", PageConvertor())
