"""Checks of an economy's tables, wherever they came from: everything wrong, at once."""

from commonweal.validate.codes import CODES, Code
from commonweal.validate.run import validate

__all__ = ["CODES", "Code", "validate"]
