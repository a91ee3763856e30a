"""Files made to hurt whoever reads them; each is made here, none is kept."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Mapping

__all__ = ["HOSTILE", "Made"]

Made = tuple[str, bytes]
"""What a file claims to be, and what it holds."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="needs" sheetId="1" r:id="b"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="b" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def zipped(files: Mapping[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook(cells: str, head: str = "") -> Made:
    """A workbook of one sheet, written by hand."""
    sheet = f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    return XLSX, zipped({**_WORKBOOK, "xl/worksheets/sheet1.xml": sheet})


def _entry(**fields: object) -> Made:
    """An archive with one entry that is not as it should be."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("needs.csv")
        for name, value in fields.items():
            setattr(entry, name, value)
        archive.writestr(entry, b"/etc/passwd")
    return ZIP, stream.getvalue()


def _locked() -> Made:
    """An archive that says it is locked with a password."""
    kind, content = _entry()
    at = content.index(b"PK\x01\x02")
    return kind, content[: at + 8] + b"\x01\x00" + content[at + 10 :]


def _twice() -> Made:
    """An archive with one name twice."""
    content = zipped({"economy.toml": "", "goods.csv": "good\nbread\n", "gooda.csv": "good\nwater\n"})
    return ZIP, content.replace(b"gooda.csv", b"goods.csv")


def _lying() -> Made:
    """An archive whose list says that a large file is small."""
    content = zipped({"needs.csv": bytes(2**20)})
    at = content.index(b"PK\x01\x02")
    return ZIP, content[: at + 24] + (10).to_bytes(4, "little") + content[at + 28 :]


def _csv(text: str, name: str = "goods.csv") -> Made:
    """An economy whose goods are that."""
    return _economy({name: text})


def _economy(files: Mapping[str, bytes | str]) -> Made:
    """An archive with settings and these files."""
    return ZIP, zipped({"economy.toml": 'name = "x"\n', **files})


HOSTILE: Mapping[str, Callable[[], Made]] = {
    "cells at both ends of a sheet": lambda: workbook(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "entities that multiply": lambda: workbook('<row r="1"><c r="A1"><v>&a9;</v></c></row>', _LAUGHS),
    "an entity that reads a file": lambda: workbook('<row r="1"><c r="A1"><v>&f;</v></c></row>', _OUTSIDE),
    "a workbook cut short": lambda: (XLSX, workbook("")[1][:-40]),
    "a web page as a workbook": lambda: (XLSX, b"<html><script>alert(1)</script></html>"),
    "a file that unpacks to 200 MB": lambda: (
        ZIP,
        zipped({"economy.toml": "", "goods.csv": bytes(200 * 2**20)}),
    ),
    "archives in archives": lambda: (
        ZIP,
        zipped({f"{n}.zip": zipped({"goods.csv": bytes(10 * 2**20)}) for n in range(20)}),
    ),
    "thousands of files": lambda: (ZIP, zipped({f"{n}.csv": "" for n in range(5_000)})),
    "a path that leaves": lambda: (ZIP, zipped({"../../../../etc/evil.csv": "x"})),
    "a path from the root": lambda: (ZIP, zipped({"/etc/evil.csv": "x"})),
    "a path of Windows": lambda: (ZIP, zipped({"C:\\evil.csv": "x", "..\\evil.csv": "x"})),
    "a link": lambda: _entry(external_attr=(stat.S_IFLNK | 0o777) << 16),
    "a password": _locked,
    "one name twice": _twice,
    "a size that is not so": _lying,
    "an archive cut short": lambda: (ZIP, zipped({"economy.toml": 'name = "x"'})[:-30]),
    "nothing": lambda: (ZIP, b""),
    "a cell of 20 MB": lambda: _csv("good,unit\n" + "x" * (20 * 2**20) + ",kg\n"),
    "a quotation mark left open": lambda: _csv('good,unit\n"' + "x,kg\n" * 200_000),
    "a hundred thousand columns": lambda: _csv(",".join(f"c{n}" for n in range(100_000)) + "\n"),
    "settings nested without end": lambda: (ZIP, zipped({"economy.toml": "a = " + "[" * 100_000})),
    "settings with a table of tables": lambda: (ZIP, zipped({"economy.toml": "[" + "a." * 50_000 + "a]\n"})),
    "a name of 100,000 letters": lambda: _csv("good,unit\n" + "n" * 100_000 + ",kg\n"),
    "NUL in a name": lambda: _csv("good,unit\nbr\x00ead,kg\n"),
    "a name that turns the writing": lambda: _csv("good,unit\n\u202egpj.exe,kg\n"),
    "a name that is a command": lambda: _csv(
        'good,unit\n"a""; DROP TABLE people; --",kg\n%s,kg\n\u2018,kg\n'
    ),
    "numbers beyond all": lambda: _csv(
        "place,population\nx,1e999\ny,NaN\nz," + "9" * 5_000 + "\n", "places.csv"
    ),
    "Parquet": lambda: (
        ZIP,
        zipped({"economy.toml": 'name = "x"', "goods.parquet": b"PAR1" + bytes(100) + b"PAR1"}),
    ),
    "not text": lambda: (
        ZIP,
        zipped({"economy.toml": b"\xff\xfe\x00", "goods.csv": bytes(range(256)) * 100}),
    ),
}
"""Ways to hurt a reader, by what they are."""
