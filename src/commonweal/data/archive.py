"""Reading a zip archive within limits: nothing is unpacked to disk, nothing leaves the archive."""

from __future__ import annotations

import stat
import zipfile
import zlib
from functools import partial
from pathlib import Path, PurePosixPath

from commonweal.data.folder import SETTINGS, Files, read_files
from commonweal.data.raw import Source
from commonweal.data.scenario_files import SCENARIOS
from commonweal.findings import Finding
from commonweal.validate.report import finding

__all__ = ["archive_faults", "archived", "read_archive", "starved"]

_MOST_BYTES = 2 * 1024**3
_MOST_FILES = 1_000
_MOST_RATIO = 200  # bytes unpacked for one packed, in archives of more than _SMALL bytes
_SMALL = 64 * 1024**2
_ENCRYPTED = 0x1


def archive_faults(archive: zipfile.ZipFile, file: str) -> list[Finding]:
    """Why an archive is not opened: too large, or with a path that leaves it."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    findings = []
    if len(entries) > _MOST_FILES:
        why = f"It holds {len(entries):,} files; an economy has at most {_MOST_FILES:,}."
        findings.append(finding("A02", why, "Leave out what does not belong to it.", file=file))
    if unpacked > _MOST_BYTES or (unpacked > _SMALL and unpacked > _MOST_RATIO * packed):
        why = f"It would unpack to {unpacked / 1024**3:.1f} GB, {unpacked / packed:.0f} times its size."
        findings.append(finding("A02", why, "An economy has at most 2 GB; split it.", file=file))
    for entry in entries:
        why = _wrong_path(entry)
        if why:
            remedy = "Files of an economy must lie inside the archive, plainly; pack it again."
            findings.append(finding("A03", why, remedy, file=file, value=entry.filename))
    return findings


def _wrong_path(entry: zipfile.ZipInfo) -> str:
    """Why an entry is refused, or nothing."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name.partition("/")[0] or ".." in PurePosixPath(name).parts:
        return "The path leaves the archive."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "It is a link."
    return "It is locked with a password." if entry.flag_bits & _ENCRYPTED else ""


def starved(error: Exception) -> bool:
    """Whether unpacking ended for want of memory, which is no fault of the archive (zlib's Z_MEM_ERROR)."""
    return isinstance(error, zlib.error) and str(error).startswith("Error -4 ")


def _belongs(path: PurePosixPath, top: PurePosixPath) -> bool:
    """Whether a file lies beside ``economy.toml``, or is a scenario."""
    return path.parent == top or (path.parent == top / SCENARIOS and path.suffix == ".toml")


def _files_in(archive: zipfile.ZipFile) -> Files:
    """The files of an economy in an archive, named from the folder that holds ``economy.toml``."""
    names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    tops = [PurePosixPath(name).parent for name in names if PurePosixPath(name).name == SETTINGS]
    top = min(tops, key=lambda folder: len(folder.parts), default=PurePosixPath("."))
    return {
        str(PurePosixPath(name).relative_to(top)): partial(archive.read, name)
        for name in sorted(names)
        if _belongs(PurePosixPath(name), top)
    }


def archived(path: Path) -> dict[str, bytes]:
    """Name and content of each file of an economy in an archive; none where it can't be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive_faults(archive, path.name):
                return {}
            return {name: content() for name, content in _files_in(archive).items()}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        if starved(error):
            raise MemoryError from error
        return {}


def read_archive(path: Path) -> Source:
    """Everything that the files in an archive hold, and what is wrong with them.

    The files lie at the top of the archive, or all in one folder.
    """
    source = Source()
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        remedy = "Pack the folder again as .zip."
        source.findings.append(finding("A01", "The file is not a zip archive.", remedy, file=path.name))
        return source
    with archive:
        source.findings.extend(archive_faults(archive, path.name))
        if source.findings:
            return source
        try:
            return read_files(_files_in(archive))
        except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
            if starved(error):
                raise MemoryError from error
            why = f"The archive is damaged: {error}."
            source.findings.append(finding("A01", why, "Pack the folder again as .zip.", file=path.name))
            return source
