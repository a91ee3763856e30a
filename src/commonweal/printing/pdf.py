"""Sheets as PDF and pictures as PNG, by typst: no network, no fonts but our own, no words read as code."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from commonweal.errors import ModelError
from commonweal.printing.colours import SHADES, colours, shade_colours
from commonweal.printing.direction import turns
from commonweal.printing.drawing import standalone
from commonweal.printing.fonts import fonts_folder
from commonweal.printing.sheet import Block, Picture, Run, Sheet

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["pdf_of", "png_of"]

_BANNERS: Mapping[str, tuple[str, str]] = {
    "verified": ("#e6f2f0", "#174a48"),
    "approximate": ("#fff1cf", "#5c3d00"),
    "none": ("#7d1024", "#ffffff"),
}
_PPI = 220.0


def pdf_of(sheet: Sheet) -> bytes:
    """A sheet as PDF; the same sheet gives the same bytes.

    Raises
    ------
    ModelError
        If typst or its fonts are not installed, or it can't set the sheet.
    """
    data = {
        **cast(dict[str, Any], _plain(sheet, sheet.direction)),
        "day": [sheet.day.year, sheet.day.month, sheet.day.day],
        "colours": {name: colours()[name] for name in ("ink", "soft", "line", "wash")},
        "shades": {shade: shade_colours(shade) for shade in SHADES},
        "banners": _BANNERS,
    }
    return _compiled("sheet.typ", {"sheet": json.dumps(data, ensure_ascii=False)}, sheet.day, "pdf")


def png_of(svg: str, day: dt.date) -> bytes:
    """A drawing as PNG, for documents that can't take it as it is."""
    return _compiled("picture.typ", {"svg": svg}, day, "png")


def _compiled(template: str, inputs: dict[str, str], day: dt.date, form: Literal["pdf", "png"]) -> bytes:
    """What typst makes of a template of ours and of data."""
    typst = _typst()
    moment = int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
    with _templates() as folder:
        try:
            made = typst.compile(
                str(folder / template),
                root=str(folder),
                font_paths=[str(fonts_folder())],
                ignore_system_fonts=True,
                format=form,
                ppi=_PPI,
                sys_inputs=inputs,
                timestamp=max(moment, 0),
            )
        except typst.TypstError as error:
            raise ModelError(f"The page can't be set: {error}") from error
    return made[0] if isinstance(made, list) else cast(bytes, made)


def _typst() -> ModuleType:
    """The typesetter, loaded when something is printed.

    Raises
    ------
    ModelError
        If it is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - who prints nothing needs no typesetter
    except ImportError as error:
        why = "PDF needs the package typst, which is not installed: pip install 'commonweal[print]'."
        raise ModelError(why) from error
    return typst


@contextmanager
def _templates() -> Iterator[Path]:
    """The folder of our templates; typst reads nothing outside it."""
    with importlib.resources.as_file(importlib.resources.files("commonweal.printing")) as folder:
        yield folder


def _plain(thing: object, direction: str) -> object:
    """Blocks as data: a mapping with its kind, lines as pairs of text and whether it must be kept apart."""
    if isinstance(thing, Run):
        return [thing.text, thing.apart and turns(thing.text, direction)]
    if isinstance(thing, Picture):
        thing = replace(thing, svg=standalone(thing.svg))
    if is_dataclass(thing):
        kind = {"kind": type(thing).__name__.lower()} if isinstance(thing, Block) else {}
        return kind | {each.name: _plain(getattr(thing, each.name), direction) for each in fields(thing)}
    if isinstance(thing, tuple):
        return [_plain(part, direction) for part in thing]
    return str(thing) if isinstance(thing, dt.date) else thing
