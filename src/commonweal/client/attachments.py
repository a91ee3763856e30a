"""A file that lies beside the economies and plans of a project."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from commonweal.client.connection import Connection
from commonweal.data.writing import file_written
from commonweal.wire.work import Attachment

__all__ = ["AttachmentClient"]


class AttachmentClient:
    """A file of a project.

    Attributes
    ----------
    told
        What the server says of it: name, size, what it is about.
    """

    def __init__(self, connection: Connection, project: str, told: Attachment) -> None:
        self._connection: Final = connection
        self._path: Final = f"/projects/{project}/attachments/{told.id}"
        self.told: Final = told

    @property
    def id(self) -> str:
        """Its id."""
        return self.told.id

    @property
    def name(self) -> str:
        """Its name."""
        return self.told.name

    def content(self) -> bytes:
        """What is in it."""
        return self._connection.content(self._path)

    def download(self, path: str | Path) -> None:
        """Write it; whole or not at all."""
        file_written(Path(path).resolve(), self.content())

    def delete(self) -> None:
        """Take it away."""
        self._connection.send("DELETE", self._path)
