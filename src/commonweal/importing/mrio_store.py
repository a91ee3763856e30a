"""Where the files of a table lie: a folder, or a folder inside a .zip; both are read alike."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from commonweal.importing.mrio import wrong

__all__ = ["Store"]


@dataclass(frozen=True)
class Store:
    """A folder of files.

    Attributes
    ----------
    path
        A folder, or a .zip archive.
    inside
        Folder in the archive (or under the folder); blank for its top.
    """

    path: Path
    inside: str = ""

    @classmethod
    def at(cls, path: Path) -> Store:
        """The folder that a person opened; a file other than an archive stands for the folder it lies in."""
        if path.is_file() and not zipfile.is_zipfile(path):
            if path.suffix.lower() == ".zip":
                raise wrong(path.name, "The file is not a zip archive.", "Download it again.")
            return cls(path.parent)
        return cls(path)

    @property
    def is_archive(self) -> bool:
        """Whether it lies in a .zip."""
        return self.path.is_file()

    @property
    def name(self) -> str:
        """Its name, as the person knows it."""
        return f"{self.path.name}/{self.inside}" if self.inside else self.path.name

    def names(self) -> list[str]:
        """Every file in it, relative to it, folders under it included."""
        if self.is_archive:
            with zipfile.ZipFile(self.path) as archive:
                entries = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            return [entry.removeprefix(self._prefix) for entry in entries if entry.startswith(self._prefix)]
        top = self.path / self.inside
        return sorted(entry.relative_to(top).as_posix() for entry in top.rglob("*") if entry.is_file())

    def under(self, folder: str) -> Store:
        """A folder in it."""
        return (
            replace(self, inside=str(PurePosixPath(self.inside) / folder))
            if folder not in ("", ".")
            else self
        )

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file for reading.

        Raises
        ------
        DataError
            If it is not there.
        """
        if not self.is_archive:
            place = self.path / self.inside / name
            if not place.is_file():
                raise self.missing(name)
            with place.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive:
            if self._prefix + name not in archive.namelist():
                raise self.missing(name)
            with archive.open(self._prefix + name) as member:
                yield member

    def read(self, name: str) -> bytes:
        """All of a small file."""
        with self.open(name) as stream:
            return stream.read()

    def missing(self, name: str) -> Exception:
        """The error for a file that should be there."""
        here = ", ".join(self.names()[:8]) or "nothing"
        why = f"There is no {name} here; there is {here}."
        return wrong(self.name, why, "Open the folder or .zip as it was downloaded.", code="A05", value=name)

    @property
    def _prefix(self) -> str:
        return f"{self.inside}/" if self.inside else ""
