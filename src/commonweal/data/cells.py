"""Reading one cell: numbers, days, yes and no, names and text.

Conventions §3 and §4: numbers are finite and kept at 15 significant digits; NaN and infinity are
refused. Digits may be Western, Arabic-Indic or Persian; groups of three may be set off by a space.
The decimal sign is the one that ``economy.toml`` declares and no other: with ``.`` a comma is
refused, with ``,`` a point is refused, because either could set off thousands.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from commonweal.data.raw import BadCell, Cell, CellError

__all__ = ["as_day", "as_flag", "as_number", "as_text", "fifteen_digits", "name_text"]

_DIGITS = str.maketrans(
    dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))
    | {"−": "-"}
    | dict.fromkeys("٬\u00a0\u2007\u2009\u202f", " ")
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_GROUPED = re.compile(r"([+-]?[0-9]{1,3}(?: [0-9]{3})+)((?:\.[0-9]*)?)")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_INFINITE = frozenset({"inf", "+inf", "-inf", "infinity", "-infinity", "∞", "-∞", "unlimited"})
_NOT_A_NUMBER = frozenset({"nan", "n/a", "na", "#n/a", "null", "none", "-", "–", "—", "?"})
_FLAGS = {"yes": True, "no": False, "true": True, "false": False}


def fifteen_digits(number: float) -> float:
    """A number at 15 significant digits, so that all formats agree (conventions §3)."""
    return float(f"{number:.15g}")


def as_number(cell: Cell, decimal: str = ".") -> float | None:
    """The number in a cell, None where it is blank.

    Raises
    ------
    CellError
        Where it holds no finite number.
    """
    if isinstance(cell, float):
        return _finite(cell)
    if isinstance(cell, str):
        text = cell.strip()
        return _number_in(text, decimal) if text else None
    if cell is None:
        return None
    if isinstance(cell, BadCell):
        raise bad_cell()
    if isinstance(cell, bool):
        raise CellError("B01", "This is yes or no, not a number.", "Write a number.")
    raise CellError("B01", "This is a day, not a number.", "Format the cell as a number and type it again.")


def _finite(number: float) -> float:
    """A stored number, refused where it is none."""
    if math.isnan(number):
        raise _blank_word()
    if math.isinf(number):
        raise _infinite()
    return fifteen_digits(number)


def _number_in(text: str, decimal: str) -> float:
    """The number that a text spells."""
    word = text.casefold()
    if word in _INFINITE:
        raise _infinite()
    if word in _NOT_A_NUMBER:
        raise _blank_word()
    plain = _in_plain_digits(text, decimal)
    if not _NUMBER.fullmatch(plain):
        raise CellError("B01", "This is not a number.", "Write digits only, such as 1250 or 12.5.")
    number = float(plain)
    if math.isinf(number):
        raise CellError("B09", "This is beyond any scale.", "Write an amount under 1e15; is the unit right?")
    return fifteen_digits(number)


def _in_plain_digits(text: str, decimal: str) -> str:
    """Text with Western digits, a decimal point and no spaces between thousands."""
    plain = text.translate(_DIGITS)
    other = "." if decimal == "," else ","
    if other in plain:
        raise _wrong_sign(plain, decimal)
    plain = plain.replace(decimal, ".").replace("٫", ".")
    if plain.endswith("%"):
        raise _percent(plain)
    grouped = _GROUPED.fullmatch(plain)
    return grouped[1].replace(" ", "") + grouped[2] if grouped else plain


def _wrong_sign(text: str, decimal: str) -> CellError:
    """Refusal of a decimal sign that was not declared."""
    other = "." if decimal == "," else ","
    swapped = text.replace(other, decimal)
    remedy = f"Write {swapped}" if text.count(other) == 1 else "Write it without signs between thousands"
    return CellError(
        "B01",
        f"This is not a number: the decimal sign here is '{decimal}'.",
        f'{remedy}, or declare decimal = "{other}" in economy.toml.',
    )


def _percent(text: str) -> CellError:
    """Refusal of a percentage, with the share it stands for."""
    share = text.rstrip("% ")
    example = f"{float(share) / 100:.15g}" if _NUMBER.fullmatch(share) else "0.15"
    return CellError("B01", "A percentage is not a number here.", f"Write the share: {example}.")


def _infinite() -> CellError:
    return CellError("B03", "Infinity is not an amount.", "For 'no limit' leave the cell blank.")


def _blank_word() -> CellError:
    return CellError("B02", "This stands for a missing number.", "Write the number, or leave the cell blank.")


def bad_cell() -> CellError:
    """Refusal of a cell that holds an error, or a formula never calculated."""
    return CellError(
        "A10",
        "The cell holds an error, or a formula without a stored value.",
        "Mend it, open the workbook in a spreadsheet program, let it calculate, and save; or type the value.",
    )


def as_day(cell: Cell) -> dt.date | None:
    """The day in a cell, None where it is blank; raises CellError where it holds none."""
    if isinstance(cell, str):
        text = cell.strip()
        return _day_in(text) if text else None
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time.min:
            raise CellError("B11", "This is a day with a time.", "Write the day alone, such as 2016-07-01.")
        return cell.date()
    if cell is None or isinstance(cell, dt.date):
        return cell
    if isinstance(cell, BadCell):
        raise bad_cell()
    raise CellError("B11", "This is not a day.", "Write it as 2016-07-01, or format the cell as a date.")


def _day_in(text: str) -> dt.date:
    """The day that a text spells as 2016-07-01."""
    parts = _DAY.fullmatch(text.translate(_DIGITS))
    if parts is None:
        raise CellError("B11", "This is not a day.", "Write year, month and day, such as 2016-07-01.")
    year, month, day = map(int, parts.groups())
    try:
        return dt.date(year, month, day)
    except ValueError as impossible:
        raise CellError(
            "B11", "There is no such day.", "Months run from 01 to 12, days to the month's last."
        ) from impossible


def as_flag(cell: Cell) -> bool | None:
    """Yes or no, None where it is blank; raises CellError where it is neither."""
    if cell is None or isinstance(cell, bool):
        return cell
    if isinstance(cell, BadCell):
        raise bad_cell()
    if isinstance(cell, str):
        word = cell.strip().casefold()
        if not word:
            return None
        if word in _FLAGS:
            return _FLAGS[word]
    raise CellError("B01", "This is neither yes nor no.", "Write yes or no, or leave it blank for no.")


def as_text(cell: Cell) -> str | None:
    """Text as it stands, line ends made one kind; None where it is blank."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") if cell.strip() else None
    if cell is None:
        return None
    if isinstance(cell, BadCell):
        raise bad_cell()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{_finite(cell):.15g}"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date().isoformat()
    return cell.isoformat()


def name_text(cell: Cell) -> str | None:
    """A name: text without spaces around it; None where it is blank."""
    text = as_text(cell)
    return text.strip() if text is not None else None
