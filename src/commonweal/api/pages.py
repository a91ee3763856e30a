"""Files of the workbench, as browsers get them: only what lies in its folder, found by its whole name."""

from __future__ import annotations

import gzip
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

__all__ = ["NONCE", "Page", "PageFile", "Pages"]

NONCE = "__NONCE__"
"""What stands in ``index.html`` where each answer has a nonce of its own."""

_INDEX = "index.html"
_HASHED = "assets/"  # the build names these by their content
_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_PACKED = frozenset({".css", ".js", ".json", ".svg", ".txt", ".webmanifest"})  # the others are packed already
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class PageFile:
    """A file of the workbench.

    Attributes
    ----------
    content, media_type
        What it holds, and what that is.
    lasting
        Whether its name says its content, so that it never changes.
    """

    content: bytes
    media_type: str
    lasting: bool
    packable: bool

    @cached_property
    def tag(self) -> str:
        """Its ETag."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'

    @cached_property
    def packed(self) -> bytes | None:
        """Its content in gzip; None where that would not be shorter."""
        return gzip.compress(self.content, 6, mtime=0) if self.packable else None


@dataclass(frozen=True)
class Page:
    """The page in which the workbench runs, for one answer.

    Attributes
    ----------
    content
        HTML.
    policy
        Its ``Content-Security-Policy``: what it loads comes from this server, and styles that scripts add
        carry the nonce of this answer.
    """

    content: str
    policy: str


class Pages:
    """The built workbench.

    Its files are listed once and read when they are first asked for; a name that is not listed is not there,
    whatever it would mean to the file system.

    Parameters
    ----------
    folder
        Where the build put it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._built: int | None = None
        self._paths: Mapping[str, Path] = MappingProxyType({})
        self._files: dict[str, PageFile] = {}

    def page(self) -> Page:
        """The page for one answer."""
        nonce = secrets.token_urlsafe(18)
        html = (self._folder / _INDEX).read_text(encoding="utf-8")
        return Page(html.replace(NONCE, nonce), _POLICY.format(nonce=nonce))

    def file(self, name: str) -> PageFile | None:
        """A file by its path below the folder; None if there is none of that name."""
        self._list_anew_after_a_build()
        path = self._paths.get(name)
        if path is None:
            return None
        if name not in self._files:
            self._files[name] = PageFile(
                path.read_bytes(), _TYPES[path.suffix], name.startswith(_HASHED), path.suffix in _PACKED
            )
        return self._files[name]

    def _list_anew_after_a_build(self) -> None:
        """List the files, if the build is another one than before."""
        built = (self._folder / _INDEX).stat().st_mtime_ns
        if built == self._built:
            return
        self._files = {}
        self._paths = MappingProxyType(
            {
                path.relative_to(self._folder).as_posix(): path
                for path in sorted(self._folder.rglob("*"))
                if path.suffix in _TYPES and path.is_file() and not path.is_symlink()
            }
        )
        self._built = built
