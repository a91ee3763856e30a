"""Economies and files on their way to a server."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commonweal.client.connection import Body
from commonweal.data import read
from commonweal.data.folder import SETTINGS, files_of
from commonweal.data.table_folder import FOLDER, has_table
from commonweal.data.writing import archive, economy_files
from commonweal.errors import DataError
from commonweal.examples.opening import located
from commonweal.model import Economy
from commonweal.validate.report import finding

__all__ = ["WORKBOOK", "ZIP", "Upload", "file_of", "upload_of"]

ZIP: Final = "application/zip"
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNKNOWN: Final = "application/octet-stream"
_KINDS = {".zip": ZIP, ".xlsx": WORKBOOK}


@dataclass(frozen=True)
class Upload:
    """A file to be sent.

    Attributes
    ----------
    name
        What it is called, without the folders it lies in.
    body
        Its bytes, and what they are.
    """

    name: str
    body: Body


def upload_of(source: str | Path | Economy) -> Upload:
    """An economy as it is sent: a workbook or archive as it is, a folder packed as CSV files.

    Findings name the files of a folder as they lie there. Where it holds Parquet, which servers take from
    nobody, its tables are sent as CSV.

    Parameters
    ----------
    source
        A folder, an ``.xlsx`` or ``.zip``, the name of an economy that ships, or an economy.

    Raises
    ------
    DataError
        If there is no economy, or a folder of Parquet files is not good.
    """
    if isinstance(source, Economy):
        return Upload("economy.zip", Body(archive(economy_files(source, "csv")), ZIP))
    path = located(source)
    if path.is_dir():
        return Upload(f"{path.resolve().name}.zip", Body(archive(_packed(path)), ZIP))
    if not path.is_file():
        raise _none(path, "There is no such file or folder.", "Check the path.")
    if path.suffix.lower() not in _KINDS:
        raise _none(path, "This is no form of an economy.", "Open a folder, a .zip or an .xlsx file.")
    return Upload(path.name, Body(path.read_bytes(), _KINDS[path.suffix.lower()]))


def file_of(path: str | Path) -> Upload:
    """A file as it is; a folder as an archive of all that it holds."""
    place = Path(path)
    if place.is_dir():
        files = {
            inside.relative_to(place).as_posix(): inside.read_bytes()
            for inside in sorted(place.rglob("*"))
            if inside.is_file() and not inside.is_symlink()
        }
        return Upload(f"{place.resolve().name}.zip", Body(archive(files), ZIP))
    kind = mimetypes.guess_type(place.name)[0] or _UNKNOWN
    return Upload(place.name, Body(place.read_bytes(), _KINDS.get(place.suffix.lower(), kind)))


def _packed(folder: Path) -> dict[str, bytes]:
    """The files of an economy's folder, with the table that it was built from."""
    files = files_of(folder)
    if any(name.endswith(".parquet") for name in files):
        packed = economy_files(read(folder), "csv")
    else:
        ours = {name: content for name, content in files.items() if name.endswith((".csv", ".toml"))}
        packed = {name: content() for name, content in ours.items()}
    if SETTINGS in packed and has_table(folder):
        inside = sorted((folder / FOLDER).iterdir())
        packed |= {f"{FOLDER}/{file.name}": file.read_bytes() for file in inside if file.is_file()}
    return packed


def _none(path: Path, why: str, remedy: str) -> DataError:
    """Refusal of what is no economy."""
    return DataError([finding("A01", why, remedy, file=path.name)])
