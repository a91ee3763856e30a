"""The files of a backup: in a zip file or in a folder, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from commonweal.errors import Conflict, ModelError
from commonweal.store.pages import put_in_place

__all__ = ["FilesIn", "FilesOut", "files_in", "files_out"]


class FilesOut(Protocol):
    """Files that are being written."""

    def writing(self, name: str) -> IO[bytes]:
        """A file to write, one at a time."""


class FilesIn(Protocol):
    """Files that can be read."""

    def reading(self, name: str) -> IO[bytes]:
        """A file to read.

        Raises
        ------
        FileNotFoundError
            If there is none of this name.
        """


class _Zip:
    """A zip file; contents are compressed already."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def writing(self, name: str) -> IO[bytes]:
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_STORED if name.startswith("contents/") else zipfile.ZIP_DEFLATED
        about.external_attr = 0o600 << 16
        return self.archive.open(about, "w", force_zip64=True)

    def reading(self, name: str) -> IO[bytes]:
        try:
            return self.archive.open(name)
        except KeyError as error:
            raise FileNotFoundError(name) from error


class _Folder:
    """A folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writing(self, name: str) -> IO[bytes]:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return target.open("xb")

    def reading(self, name: str) -> IO[bytes]:
        return (self.folder / name).open("rb")


@contextmanager
def files_out(target: Path) -> Iterator[FilesOut]:
    """A zip file (``….zip``) or a folder to write; under its name only when it is whole and on the disk.

    Raises
    ------
    Conflict
        If something of that name is there.
    """
    if target.exists():
        raise Conflict(f"{target} is there already. Give another name, or move it away.")
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ".zip":
        yield from _zip_out(target)
    else:
        yield from _folder_out(target)


def _zip_out(target: Path) -> Iterator[FilesOut]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield _Zip(archive)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(Path(name), target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _folder_out(target: Path) -> Iterator[FilesOut]:
    part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    try:
        yield _Folder(part)
        os.sync()
        put_in_place(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextmanager
def files_in(source: Path) -> Iterator[FilesIn]:
    """A zip file or a folder to read.

    Raises
    ------
    ModelError
        If it is neither.
    """
    if source.is_dir():
        yield _Folder(source)
        return
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{source} is no backup: neither a folder nor a zip file that can be read."
        ) from error
    with archive:
        yield _Zip(archive)
