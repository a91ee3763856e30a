"""Pages that a browser shows instead of saving them: shut in, without scripts, in a tab of their own."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

from starlette.responses import Response

__all__ = ["shown_page"]

_CHANGING = "private, no-cache"


def shown_page(page: bytes, *, tag: str) -> Response:
    """A page of ours as an answer that is shown.

    The browser treats it as from nowhere (``sandbox``): it can run no script, send no form, load nothing, and
    reads nothing of this server. Only the styles that stand in it count, told by their hashes. No page may
    frame it; the workbench shows its text in a frame that is shut in itself.
    """
    styles = _Styles()
    styles.feed(page.decode())
    hashes = " ".join(f"'{one}'" for one in sorted(styles.hashes))
    policy = (
        f"sandbox; default-src 'none'; style-src 'unsafe-hashes' {hashes}; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Content-Disposition": "inline",
        "ETag": tag,
        "Cache-Control": _CHANGING,
    }
    return Response(page, 200, headers, "text/html; charset=utf-8")


class _Styles(HTMLParser):
    """Collects the hashes of all styles of a page: its sheets, and those of single elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hashes: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the style of an element."""
        self._inside = tag == "style"
        for name, value in attrs:
            if name == "style" and value is not None:
                self._note(value)

    def handle_endtag(self, tag: str) -> None:
        """Leave a sheet."""
        self._inside = self._inside and tag != "style"

    def handle_data(self, data: str) -> None:
        """Note a sheet."""
        if self._inside:
            self._note(data)

    def _note(self, style: str) -> None:
        digest = hashlib.sha256(style.encode()).digest()
        self.hashes.add(f"sha256-{base64.b64encode(digest).decode()}")
