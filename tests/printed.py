"""Plans and sheets that tests of printed pages share, and what stands in a PDF."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

import commonweal as cw
from commonweal.errors import ModelError
from commonweal.printing.briefing_sheet import briefing_sheet
from commonweal.printing.fonts import fonts_folder
from commonweal.printing.sheet import Sheet
from commonweal.show.briefing import Briefing, briefing_facts

__all__ = ["briefed", "briefing_of", "landslide", "needs_fonts", "relieved", "text_of_pdf"]


def _has_fonts() -> bool:
    try:
        return fonts_folder().is_dir()
    except ModelError:
        return False


needs_fonts = pytest.mark.skipif(not _has_fonts(), reason="the workbench, with its fonts, was not built")


@cache
def landslide() -> cw.Plan:
    """The village after a second landslide."""
    return cw.plan(cw.read("village"), scenario="second-landslide")


@cache
def relieved() -> cw.ReliefList:
    """What would help it most."""
    return cw.relief(landslide())


@cache
def briefed() -> Briefing:
    """What its briefing tells."""
    return briefing_facts(landslide(), relief=relieved())


@cache
def briefing_of(language: str) -> Sheet:
    """Its briefing in a language."""
    return briefing_sheet(briefed(), language)


def text_of_pdf(content: bytes, folder: Path) -> str:
    """The words of a PDF, line by line, without marks of direction."""
    (folder / "page.pdf").write_bytes(content)
    told = subprocess.run(
        ["pdftotext", "-layout", "page.pdf", "-"], cwd=folder, check=True, capture_output=True
    )
    marks = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F))
    return told.stdout.decode().translate(marks)
