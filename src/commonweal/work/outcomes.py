"""What a job found, put where it is kept: its files on the disk, then its rows in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection

import commonweal
from commonweal.store.economies import add_economy
from commonweal.store.opening import Store
from commonweal.store.results import Outcome, add_result
from commonweal.store.versions import Draft, drafted
from commonweal.work.records import Job

__all__ = ["kept"]

_ECONOMY = "economy/"
_NO_OPTIONS = ("kind", "economy", "version", "plan", "scenario")


def kept(
    store: Store, job: Job, files: Mapping[str, bytes], summary: Mapping[str, Any]
) -> Callable[[Connection], str]:
    """What keeps an answer in the transaction that ends its job; the files are on the disk already.

    Raises
    ------
    StoreFull
        If there is no room; nothing was changed then.
    """
    inside = {
        name.removeprefix(_ECONOMY): content for name, content in files.items() if name.startswith(_ECONOMY)
    }
    if job.kind == "import":
        files = {name: content for name, content in files.items() if not name.startswith(_ECONOMY)}
    manifest, contents = store.contents.put_all(files)
    found = Outcome(
        key=job.key,
        kind=job.kind,
        manifest=manifest,
        options={name: said for name, said in job.request.items() if name not in _NO_OPTIONS},
        program_version=commonweal.__version__,
        summary=summary,
        economy=job.work["economy"],
        version=job.work["version"],
        scenario=job.work["scenario"],
        contents=tuple(contents),
    )
    draft = None
    if job.kind == "import":
        draft = drafted(store, inside, economy_hash=summary["economy_hash"], rows=summary["rows"])

    def keep(connection: Connection) -> str:
        made = found if draft is None else _with_economy(connection, store, job, found, draft)
        return add_result(connection, store, job.project, made, who=job.created_by).id

    return keep


def _with_economy(connection: Connection, store: Store, job: Job, found: Outcome, draft: Draft) -> Outcome:
    """What an import found, its economy added.

    Raises
    ------
    Conflict
        If the project has an economy of this name.
    """
    what = f"Imported from {job.work['inputs']['table']['name']} ({job.request['source']})."
    name = job.request["name"]
    economy = add_economy(connection, store, job.project, name, draft, what=what, who=job.created_by)
    return Outcome(**{**vars(found), "economy": economy.id, "version": economy.version.number})
