"""Attachments: kept by their hash, named by people, never opened."""

from __future__ import annotations

import pytest

from commonweal.errors import Damaged, ModelError, NotThere
from commonweal.store.attachments import (
    add_attachment,
    attachment,
    attachments_of,
    content_of,
    delete_attachment,
)
from commonweal.store.economies import delete_economy
from commonweal.store.events import events_of
from commonweal.store.opening import Store
from commonweal.store.records import Attachment
from commonweal.store.scope import of_project
from stores import given_project
from unit.store.kept import ADA, added

BYTES = b"\x00 anything at all"


def put(store: Store, project: str, name: str = "photo.jpg", **given: str) -> Attachment:
    """A file, put beside something."""
    content = store.contents.put(BYTES)
    with store.database.writing(of_project(project)) as connection:
        return add_attachment(connection, store, project, name, content, who=ADA, **given)


def test_an_attachment_comes_back_as_it_was(store: Store) -> None:
    kept = added(store, given_project(store))
    project, about = kept.project, f"economies/{kept.id}"
    made = put(store, project, "../../etc/passwd", about=about, media_type="Image/JPEG")
    assert (made.name, made.size, made.media_type) == ("../../etc/passwd", len(BYTES), "image/jpeg")
    assert content_of(store, made) == BYTES
    other = put(store, project)
    assert other.content == made.content
    with store.database.reading(of_project(project)) as connection:
        assert attachment(connection, project, made.id) == made
        assert attachments_of(connection, project) == [other, made]
        assert attachments_of(connection, project, about=about) == [made]
        assert attachments_of(connection, project, after=other.id) == [made]
    assert not (store.folder / "passwd").exists()


def test_a_deleted_attachment_is_gone(store: Store) -> None:
    project = given_project(store)
    made = put(store, project)
    with store.database.writing(of_project(project)) as connection:
        delete_attachment(connection, project, made.id, who=ADA)
        assert attachments_of(connection, project) == []
        with pytest.raises(NotThere):
            delete_attachment(connection, project, made.id, who=ADA)
        done = [event.what for event in events_of(connection, project)]
    assert done == ["attachment.deleted", "attachment.added"]


@pytest.mark.parametrize(
    "about", ["economies/" + "f" * 32, "people/1", "economies", "/", "plans/a\x00b", "\x00" * 90]
)
def test_an_attachment_lies_beside_something_of_its_project(sqlite_store: Store, about: str) -> None:
    with pytest.raises(NotThere, match="Write economies/ID or plans/ID"):
        put(sqlite_store, given_project(sqlite_store), about=about)


def test_nothing_is_put_beside_what_was_deleted(sqlite_store: Store) -> None:
    kept = added(sqlite_store, given_project(sqlite_store))
    with sqlite_store.database.writing(of_project(kept.project)) as connection:
        delete_economy(connection, kept.project, kept.id, who=ADA)
    with pytest.raises(NotThere):
        put(sqlite_store, kept.project, about=f"economies/{kept.id}")


def test_nothing_of_another_project_is_there(sqlite_store: Store) -> None:
    mine = given_project(sqlite_store, "mine")
    theirs = added(sqlite_store, given_project(sqlite_store, "theirs"))
    made = put(sqlite_store, theirs.project)
    with pytest.raises(NotThere):
        put(sqlite_store, mine, about=f"economies/{theirs.id}")
    with sqlite_store.database.writing(of_project(mine)) as connection:
        assert attachments_of(connection, mine) == []
        for look in (
            lambda: attachment(connection, mine, made.id),
            lambda: attachments_of(connection, mine, after=made.id),
            lambda: delete_attachment(connection, mine, made.id, who=ADA),
        ):
            with pytest.raises(NotThere):
                look()


@pytest.mark.parametrize(
    "media_type", ["", "text", "text/html; charset=x", "a/b\r\nSet-Cookie: x", "a/" + "b" * 99]
)
def test_what_is_no_media_type_is_refused(sqlite_store: Store, media_type: str) -> None:
    with pytest.raises(ModelError, match="no media type"):
        put(sqlite_store, given_project(sqlite_store), media_type=media_type)


def test_a_changed_byte_is_found(sqlite_store: Store) -> None:
    made = put(sqlite_store, given_project(sqlite_store))
    sqlite_store.contents.path(made.content).write_bytes(BYTES[::-1])
    with pytest.raises(Damaged, match=made.content[:12]):
        content_of(sqlite_store, made)
