"""A sheet as a document to edit (.docx): real headings and tables, right to left where it is so written."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from commonweal.errors import ModelError
from commonweal.printing.colours import shade_colours
from commonweal.printing.drawing import standalone
from commonweal.printing.pdf import png_of
from commonweal.printing.sheet import (
    Banner,
    Block,
    Cards,
    Cell,
    Grid,
    Heading,
    Line,
    Pair,
    Paragraph,
    Picture,
    Points,
    Sheet,
)
from commonweal.printing.word_marks import (
    describe,
    head_row,
    mark_paragraph,
    mark_run,
    mark_section,
    mark_styles,
    mark_table,
    shade_cell,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

__all__ = ["docx_of"]

_SMALL, _LEAD, _FIGURE = 8.5, 13.0, 20.0  # points
_PICTURE_CM = 11.5


def docx_of(sheet: Sheet) -> bytes:
    """A sheet as a ``.docx``; the same sheet gives the same bytes.

    Raises
    ------
    ModelError
        If python-docx, or typst (which draws the map), is not installed.
    """
    try:
        import docx  # noqa: PLC0415 - who writes no document needs no writer
    except ImportError as error:
        why = "Documents to edit need the package python-docx: pip install 'commonweal[print]'."
        raise ModelError(why) from error
    document = docx.Document()
    _Writer(document, sheet).write()
    content = io.BytesIO()
    document.save(content)
    return _dated(content.getvalue(), sheet.day)


class _Writer:
    """Puts the blocks of a sheet into a document, one after another."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document = document
        self.sheet = sheet
        self.rtl = sheet.direction == "rtl"

    def write(self) -> None:
        """Set up styles, properties and page, then write all blocks and the footer."""
        about = self.document.core_properties
        moment = dt.datetime(self.sheet.day.year, self.sheet.day.month, self.sheet.day.day, tzinfo=dt.UTC)
        about.title, about.author, about.language = self.sheet.title, "commonweal", self.sheet.language
        about.created = about.modified = moment
        about.comments, about.last_modified_by, about.revision = "", "commonweal", 1
        mark_styles(self.document, self.sheet.language, rtl=self.rtl)
        mark_section(self.document, rtl=self.rtl)
        for block in self.sheet.blocks:
            self._block(block)
        footer = self.document.sections[0].footer.paragraphs[0]
        self._fill(footer, self.sheet.footer, size=_SMALL)

    def _block(self, block: Block) -> None:
        writers: Mapping[type, Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Banner: self._banner,
            Cards: self._cards,
            Picture: self._picture,
            Grid: self._grid,
            Points: self._points,
            Pair: self._pair,
        }
        writers[type(block)](block)

    def _heading(self, one: Heading) -> None:
        self._fill(self.document.add_paragraph(style=f"Heading {one.level}"), one.line)

    def _paragraph(self, one: Paragraph) -> None:
        size = {"plain": None, "lead": _LEAD, "small": _SMALL}[one.role]
        self._fill(self.document.add_paragraph(), one.line, size=size)

    def _banner(self, one: Banner) -> None:
        self._fill(self.document.add_paragraph(), one.line, bold=one.quality != "verified")

    def _cards(self, one: Cards) -> None:
        table = self.document.add_table(rows=1, cols=len(one.cards))
        mark_table(table, rtl=self.rtl)
        for cell, card in zip(table.rows[0].cells, one.cards, strict=True):
            self._fill(cell.paragraphs[0], card.what, size=_SMALL)
            self._text(cell.add_paragraph(), card.figure, size=_FIGURE)
            for line in card.lines:
                self._fill(cell.add_paragraph(), line, size=_SMALL)

    def _picture(self, one: Picture) -> None:
        from docx.shared import Cm  # noqa: PLC0415 - it is there: a document is being written

        drawing = io.BytesIO(png_of(standalone(one.svg), self.sheet.day))
        paragraph = self.document.add_paragraph()
        mark_paragraph(paragraph, rtl=self.rtl)
        shape = paragraph.add_run().add_picture(drawing, width=Cm(_PICTURE_CM))
        describe(shape, one.alt)
        legend = self.document.add_paragraph()
        mark_paragraph(legend, rtl=self.rtl)
        for shade, name in one.legend:
            swatch = legend.add_run("■ ")
            mark_run(swatch, "ltr", size=_SMALL, colour=shade_colours(shade)[0])
            self._text(legend, f"{name}   ", size=_SMALL)
        self._fill(self.document.add_paragraph(), one.note, size=_SMALL)

    def _grid(self, one: Grid) -> None:
        table = self.document.add_table(rows=1, cols=len(one.columns), style="Table Grid")
        mark_table(table, rtl=self.rtl, caption=one.caption)
        head_row(table.rows[0])
        for cell, column in zip(table.rows[0].cells, one.columns, strict=True):
            self._text(cell.paragraphs[0], column.heading, size=_SMALL, bold=True, apart=False)
        for row in one.rows:
            cells = table.add_row().cells
            for cell, told, column in zip(cells, row, one.columns, strict=True):
                self._cell(cell, told, column.number)
        self.document.add_paragraph().paragraph_format.space_after = 0

    def _cell(self, cell: Any, told: Cell, number: bool) -> None:
        ink = None
        if told.shade:
            area, ink = shade_colours(told.shade)
            shade_cell(cell, area)
        self._fill(cell.paragraphs[0], told.line, size=_SMALL + 0.5, at_end=number, colour=ink)

    def _points(self, one: Points) -> None:
        size = _SMALL if one.role == "small" else None
        for line in one.lines:
            self._fill(self.document.add_paragraph(style="List Bullet"), line, size=size)

    def _pair(self, one: Pair) -> None:
        for block in (*one.first, *one.second):
            self._block(block)

    def _fill(self, paragraph: WordParagraph, line: Line, *, at_end: bool = False, **look: Any) -> None:
        """Write a line into a paragraph."""
        mark_paragraph(paragraph, rtl=self.rtl, at_end=at_end)
        for run in line:
            self._text(paragraph, run.text, apart=run.apart, **look)

    def _text(self, paragraph: WordParagraph, text: str, *, apart: bool = True, **look: Any) -> None:
        """Write text as a run: names and figures keep their own direction, words have that of the sheet."""
        mark_paragraph(paragraph, rtl=self.rtl, keep=True)
        mark_run(paragraph.add_run(text), "auto" if apart else self.sheet.direction, **look)


def _dated(content: bytes, day: dt.date) -> bytes:
    """An archive whose files all bear one day, so that nothing in it tells when it was written."""
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return written.getvalue()
