"""Archives that a server sent, unpacked within limits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from commonweal.data.archive import archive_faults
from commonweal.errors import DataError

__all__ = ["files_in", "unpacked"]


def files_in(content: bytes, name: str) -> dict[str, bytes]:
    """Name and content of each file in an archive.

    Raises
    ------
    DataError
        If it is too large, or a path leaves it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        faults = archive_faults(archive, name)
        if faults:
            raise DataError(faults)
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def unpacked(content: bytes, folder: Path, name: str) -> Path:
    """The files of an archive, put into a new folder.

    Raises
    ------
    DataError
        If it is too large, or a path leaves it.
    """
    for file, inside in files_in(content, name).items():
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(inside)
    return folder
