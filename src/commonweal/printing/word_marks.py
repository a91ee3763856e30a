"""Marks of documents to edit that python-docx has no words for: direction, language, shading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.printing.direction import is_rtl

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shape import InlineShape
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

__all__ = [
    "describe",
    "head_row",
    "mark_paragraph",
    "mark_run",
    "mark_section",
    "mark_styles",
    "mark_table",
    "shade_cell",
]

_LATIN, _ARABIC = "Calibri", "Arial"
_LOCALES = {"en": "en-GB", "ar": "ar-SY"}
_BEFORE_TABLE_LOOK = (
    "w:tblStyle",
    "w:tblpPr",
    "w:tblOverlap",
)  # in the order of the schema
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
    "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def mark_styles(document: Document, language: str, *, rtl: bool) -> None:
    """Fonts for both scripts, and the language by which words are checked."""
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - as in word.py

    styles = document.styles
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
        style: Any = styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(_qn(theme), None)
        for kind, font in (("w:ascii", _LATIN), ("w:hAnsi", _LATIN), ("w:cs", _ARABIC)):
            fonts.set(_qn(kind), font)
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor(0x1D, 0x23, 0x29)
            _both_sizes(style.element.get_or_add_rPr(), {"1": 20, "2": 13, "3": 11}[name[-1]])
    normal: Any = styles["Normal"]
    _both_sizes(normal.element.get_or_add_rPr(), 10)
    normal.paragraph_format.space_after = Pt(4)
    spoken = _made("w:lang", **{"w:val": _LOCALES.get(language, language), "w:bidi": _LOCALES["ar"]})
    normal.element.get_or_add_rPr().append(spoken)
    if rtl:
        _turn(normal.element.get_or_add_pPr())


def mark_section(document: Document, *, rtl: bool) -> None:
    """A4 with narrow margins, and the way the page runs."""
    from docx.shared import Cm  # noqa: PLC0415 - as in word.py

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.6)
    if rtl:
        section._sectPr.insert_element_before(_made("w:bidi"), "w:rtlGutter", "w:docGrid")


def mark_paragraph(paragraph: Paragraph, *, rtl: bool, at_end: bool = False, keep: bool = False) -> None:
    """The way a paragraph runs, and whether it stands at the end of its line.

    In a paragraph from right to left Word takes ``right`` for the end of the line, which is left on paper.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as in word.py

    if rtl:
        _turn(paragraph._p.get_or_add_pPr())
    if at_end and not keep:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def mark_run(
    run: Run, direction: str, *, size: float | None = None, bold: bool = False, colour: str | None = None
) -> None:
    """Direction, size and colour of text; ``auto`` takes the direction of its first letter."""
    from docx.shared import RGBColor  # noqa: PLC0415 - as in word.py

    properties = run._r.get_or_add_rPr()
    if bold:
        run.bold = True
        properties.append(_made("w:bCs"))
    if colour is not None:
        run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())
    if size is not None:
        _both_sizes(properties, size)
    if direction == "rtl" or (direction == "auto" and is_rtl(run.text)):
        properties.append(_made("w:rtl"))


def mark_table(table: Table, *, rtl: bool, caption: str = "") -> None:
    """The way the columns of a table run, and what it shows."""
    properties = table._tbl.tblPr
    if rtl:
        look = _made("w:bidiVisual")
        last = next(
            (
                found
                for tag in reversed(_BEFORE_TABLE_LOOK)
                if (found := properties.find(_qn(tag))) is not None
            ),
            None,
        )
        properties.insert(0, look) if last is None else last.addnext(look)
    if caption:
        properties.append(_made("w:tblCaption", **{"w:val": caption}))


def head_row(row: _Row) -> None:
    """Make a row the head of its table, which comes again on each page."""
    row._tr.get_or_add_trPr().append(_made("w:tblHeader"))


def shade_cell(cell: _Cell, colour: str) -> None:
    """Colour a cell."""
    fill = colour.removeprefix("#").upper()
    shading = _made("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": fill})
    cell._tc.get_or_add_tcPr().append(shading)


def describe(shape: InlineShape, words: str) -> None:
    """Say what a picture shows, for whoever does not see it."""
    shape._inline.docPr.set("descr", words)


def _turn(properties: Any) -> None:
    """Make a paragraph run from right to left."""
    if properties.find(_qn("w:bidi")) is None:
        properties.insert_element_before(_made("w:bidi"), *_AFTER_BIDI)


def _both_sizes(properties: Any, points: float) -> None:
    """The size of letters, in Latin and in Arabic script."""
    for tag in ("w:sz", "w:szCs"):
        before = properties.find(_qn(tag))
        if before is not None:
            properties.remove(before)
        properties.append(_made(tag, **{"w:val": str(round(2 * points))}))


def _made(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as in word.py

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(_qn(name), value)
    return made


def _qn(tag: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - as in word.py

    return qn(tag)
