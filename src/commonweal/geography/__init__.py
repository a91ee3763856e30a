"""Boundaries of places, by their codes."""

from commonweal.geography.boundaries import boundaries

__all__ = ["boundaries"]
