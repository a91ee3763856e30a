"""A store with something of everything."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import insert

from commonweal.store.economies import add_economy, add_version
from commonweal.store.ledger import seal_of_point
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.projects import add_project
from commonweal.store.results import Outcome, add_result
from commonweal.store.schema import attachments, jobs, links, points, tokens
from commonweal.store.scope import SYSTEM
from commonweal.store.versions import drafted
from stores import given_person

__all__ = ["Filled", "filled"]


@dataclass(frozen=True)
class Filled:
    """Ids of what was put in."""

    person: str
    project: str
    economy: str
    result: str


def filled(store: Store, name: str = "ada") -> Filled:
    """Put a project with an economy in two versions, a result, a job and an attachment into a store."""
    person = given_person(store, name)
    first = drafted(store, {"needs.parquet": b"bread"}, economy_hash="a" * 64, rows={"needs": 1})
    second = drafted(
        store,
        {"needs.parquet": f"soup of {name}".encode()},
        economy_hash="b" * 64,
        rows={"needs": 2},
        before=first.manifest,
    )
    manifest, kept = store.contents.put_all(
        {"document.json": b'{"coverage": 1}', "text.txt": b"All is well."}
    )
    with store.database.writing(SYSTEM) as connection:
        project = add_project(connection, f"relief of {name}", who=person).id
        economy = add_economy(connection, store, project, "village", first, what="Uploaded.", who=person).id
        add_version(connection, store, project, economy, second, expected=1, what="Soup.", who=person)
        outcome = Outcome(
            secrets.token_hex(32), "plan", manifest, {"rule": "leximin", "share": 0.1}, "0.1.0",
            {"people": 1220, "coverage": 1 / 3}, economy, 2, "", tuple(kept),
        )  # fmt: skip
        result = add_result(connection, store, project, outcome, who=person).id
        of = {"id": secrets.token_hex(16), "project_id": project, "created_at": now(), "created_by": person}
        job = {"kind": "plan", "key": outcome.key, "request": {}, "state": "finished", "result_id": result}
        connection.execute(insert(jobs), {**of, **job})
        note = {"name": "note – é ؟.txt", "media_type": "text/plain", "content": kept[1].hash}
        connection.execute(insert(attachments), {**of, **note})
        link = {"name": "for all", "token_hash": secrets.token_hex(32), "expires_at": now()}
        connection.execute(insert(links), {**of, **link})
        token = {"person_id": person, "name": "laptop", "token_hash": secrets.token_hex(32), "scope": "read"}
        connection.execute(insert(tokens), {"id": secrets.token_hex(16), "created_at": now(), **token})
        point = {
            "project_id": project,
            "key": secrets.token_hex(16),
            "status": "done",
            "row": {"mean": 1 / 3},
        }
        stamp = {"hash": seal_of_point(point), "created_at": now(), "created_by": person}
        connection.execute(insert(points), {**point, **stamp})
    return Filled(person, project, economy, result)
