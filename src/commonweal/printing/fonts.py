"""The fonts of printed pages, which ship with the package."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

from commonweal.errors import ModelError

__all__ = ["fonts_folder"]

_NEEDED = ("SourceSans3-400Regular.ttf", "*Arabic-400Regular.ttf")


def fonts_folder() -> Path:
    """Where the fonts lie: one for Latin letters, one for Arabic.

    Raises
    ------
    ModelError
        If they were not put there when the package was built.
    """
    folder = Path(str(importlib.resources.files("commonweal.printing").joinpath("fonts")))
    missing = [name for name in _NEEDED if not list(folder.glob(name))]
    if missing:
        raise ModelError(
            f"The fonts of printed pages are missing ({', '.join(missing)}). They come with an installed "
            "commonweal; in a clone, 'npm ci' and 'npm run build' in its folder frontend put them in place."
        )
    return folder
