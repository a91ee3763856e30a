"""Files that people put beside economies and plans: kept by the hash of their content, never opened."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from commonweal.errors import ModelError, NotThere
from commonweal.store.contents import Content
from commonweal.store.events import note
from commonweal.store.ids import checked_name, is_id, new_id
from commonweal.store.listing import older
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.projects import needs_project
from commonweal.store.records import Attachment
from commonweal.store.schema import attachments, contents, economies, results
from commonweal.validate.report import shown

__all__ = ["add_attachment", "attachment", "attachments_of", "content_of", "delete_attachment"]

_PLAIN = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,59}/[a-z0-9][a-z0-9!#$&^_.+-]{0,58}")
_BESIDE = {"economies": economies, "plans": results, "results": results}


def add_attachment(
    connection: Connection,
    store: Store,
    project: str,
    name: str,
    content: Content,
    *,
    who: str,
    about: str = "",
    media_type: str = _PLAIN,
) -> Attachment:
    """Put a file beside something.

    Parameters
    ----------
    name
        What it is called where it comes from; kept to be shown, never used as a path.
    content
        What it holds: ``store.contents.put(…)``, before the transaction.
    about
        What it lies beside: ``economies/ID``, ``plans/ID``, or blank for the project.
    media_type
        What it says it is.

    Raises
    ------
    NotThere
        If there is no such project, or nothing to lie beside.
    ModelError
        If the name or the media type is none.
    """
    needs_project(connection, project)
    _needs(connection, project, about)
    if not _MEDIA_TYPE.fullmatch(media_type.lower()):
        raise ModelError(f"'{shown(media_type)}' is no media type. Write one such as text/csv.")
    ident = new_id()
    row = {
        "id": ident,
        "project_id": project,
        "about": about,
        "name": checked_name(name),
        "media_type": media_type.lower(),
        "content": content.hash,
        "created_at": now(),
        "created_by": who,
    }
    store.contents.record(connection, [content])
    connection.execute(insert(attachments).values(**row))
    note(connection, who, "attachment.added", f"attachments/{ident}", project, hash=content.hash)
    return attachment(connection, project, ident)


def attachment(connection: Connection, project: str, ident: str) -> Attachment:
    """An attachment of a project.

    Raises
    ------
    NotThere
        If there is none of this id.
    """
    row = connection.execute(_of(project).where(attachments.c.id == ident)).one_or_none()
    if row is None:
        raise NotThere("There is no such attachment in this project.")
    return _attachment_of(row)


def attachments_of(
    connection: Connection,
    project: str,
    *,
    about: str | None = None,
    after: str | None = None,
    limit: int = 100,
) -> list[Attachment]:
    """The attachments of a project, the newest first.

    Parameters
    ----------
    about
        Only those beside this thing.
    after
        Id of the attachment before the first: the next page.

    Raises
    ------
    NotThere
        If there is no attachment of the id ``after``.
    """
    newest = (attachments.c.created_at.desc(), attachments.c.id.desc())
    query = _of(project).order_by(*newest).limit(limit)
    if about is not None:
        query = query.where(attachments.c.about == about)
    if after is not None:
        last = attachment(connection, project, after)
        query = query.where(older(attachments, last.created_at, last.id))
    return [_attachment_of(row) for row in connection.execute(query)]


def content_of(store: Store, kept: Attachment) -> bytes:
    """The bytes of an attachment, checked against their hash.

    Raises
    ------
    Damaged
        If they are missing, or not what was written.
    """
    return store.contents.get(kept.content)


def delete_attachment(connection: Connection, project: str, ident: str, *, who: str) -> None:
    """Take an attachment away.

    Raises
    ------
    NotThere
        If there is none of this id.
    """
    gone = attachment(connection, project, ident)
    this = (attachments.c.project_id == project, attachments.c.id == ident)
    connection.execute(update(attachments).where(*this).values(deleted_at=now()))
    note(connection, who, "attachment.deleted", f"attachments/{ident}", project, name=gone.name)


def _of(project: str) -> Select[Any]:
    """The attachments of a project, with their sizes."""
    return (
        select(attachments, contents.c.size)
        .join(contents, contents.c.hash == attachments.c.content)
        .where(attachments.c.project_id == project, attachments.c.deleted_at.is_(None))
    )


def _attachment_of(row: Row[Any]) -> Attachment:
    """The attachment that a row tells of."""
    return Attachment(
        id=row.id,
        project=row.project_id,
        name=row.name,
        about=row.about,
        media_type=row.media_type,
        content=row.content,
        size=row.size,
        created_at=row.created_at,
        created_by=row.created_by,
    )


def _needs(connection: Connection, project: str, about: str) -> None:
    """Refuse what is to lie beside something that is not there.

    Raises
    ------
    NotThere
        If there is no such thing in the project.
    """
    if not about:
        return
    kind, _, ident = about.partition("/")
    table = _BESIDE.get(kind)
    if table is not None and is_id(ident):
        this = select(table.c.id).where(table.c.project_id == project, table.c.id == ident)
        if "deleted_at" in table.c:
            this = this.where(table.c.deleted_at.is_(None))
        if connection.execute(this).one_or_none() is not None:
            return
    raise NotThere(f"There is no '{shown(about)}' in this project. Write economies/ID or plans/ID.")
