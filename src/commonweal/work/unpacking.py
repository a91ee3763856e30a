"""Names and archives that people send: made harmless inside the child."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from commonweal.data.archive import archive_faults
from commonweal.errors import DataError
from commonweal.validate.report import finding

__all__ = ["safe_name", "unpacked"]

_LONGEST = 100  # letters, of which each may take four bytes of the 255 that a name has


def safe_name(name: str) -> str:
    """The last part of a name as a plain file name, with its ending.

    Examples
    --------
    >>> safe_name("../needs.csv")
    'needs.csv'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter if letter.isprintable() else "_" for letter in last).strip(" .")
    ending = PurePosixPath(plain).suffix[:10]
    return f"{plain[: _LONGEST - len(ending)].removesuffix(ending)}{ending}" if plain else "file"


def unpacked(path: Path, folder: Path) -> Path:
    """The folder (or the single file) that an archive holds; a file of another kind as it is.

    The folder is called like the archive, whose name may tell of a table's year.

    Raises
    ------
    DataError
        If the archive is damaged, too large, or leads elsewhere.
    """
    if path.suffix.lower() != ".zip":
        return path
    try:
        with zipfile.ZipFile(path) as archive:
            faults = archive_faults(archive, path.name)
            if faults:
                raise DataError(faults)
            whole = folder / path.stem
            whole.mkdir(parents=True)
            archive.extractall(whole)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        why = f"The archive is damaged: {error}."
        raise DataError([finding("A01", why, "Pack the folder again as .zip.", file=path.name)]) from error
    inside = list(whole.iterdir())
    return inside[0] if len(inside) == 1 else whole
