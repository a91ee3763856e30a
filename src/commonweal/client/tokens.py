"""Where the token comes from that proves who asks."""

from __future__ import annotations

import os
from typing import Final

from commonweal.client.running import DEFAULT_FOLDER, running_in, token_in

__all__ = ["TOKEN", "token_for"]

TOKEN: Final = "COMMONWEAL_TOKEN"  # noqa: S105 - the name of a variable
"""The environment variable that holds the token."""


def token_for(url: str) -> str | None:
    """The token for a server: from the environment, or of the server that has the folder here open.

    The token in a folder goes to the server that wrote its address into the same folder, and to no other.
    """
    given = os.environ.get(TOKEN, "").strip()
    if given:
        return given
    server = running_in(DEFAULT_FOLDER)
    if server is None or server.url.rstrip("/") != url.rstrip("/"):
        return None
    return token_in(DEFAULT_FOLDER)
