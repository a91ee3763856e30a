"""What a request names, looked up once, when it is asked: versions, plans and attachments by their hashes."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection

import commonweal
from commonweal.data.scenario_files import SCENARIOS, scenario_of
from commonweal.data.table_folder import FOLDER
from commonweal.errors import ModelError
from commonweal.store.attachments import attachment
from commonweal.store.economies import economy, version
from commonweal.store.opening import Store
from commonweal.store.records import Result, Version
from commonweal.store.results import result
from commonweal.store.sealing import sealed
from commonweal.validate.report import shown, suggestion
from commonweal.wire.requests import CompareRequest, ImportRequest, JobRequest, ReplanRequest
from commonweal.work.inputs import Input

__all__ = ["Work", "work_of"]

_PLANS = ("plan", "replan")
_NOT_OF_THE_ANSWER = ("time_limit", "threads", "economy", "version", "plan")
_ATTACHED = (
    "table", "people", "needs", "floors", "bridges", "groups", "techniques", "caps", "trade_costs",
    "aggregate_regions", "aggregate_sectors",
)  # fmt: skip
_WORDS = ("continents", "sections")


@dataclass(frozen=True)
class Work:
    """A request with all that it names.

    Attributes
    ----------
    asked
        The request, as JSON.
    inputs
        What it names, by its place in the request.
    key
        Hash of all that the answer follows from: content, options that shape it, program.
    economy, version, scenario
        What the answer is about, where that applies.
    """

    asked: Mapping[str, Any]
    inputs: Mapping[str, Input]
    key: str
    economy: str | None = None
    version: int | None = None
    scenario: str = ""

    def data(self) -> dict[str, Any]:
        """As JSON, without the key."""
        return {
            "asked": dict(self.asked),
            "inputs": {place: one.data() for place, one in self.inputs.items()},
            "economy": self.economy,
            "version": self.version,
            "scenario": self.scenario,
        }


@dataclass
class _Named:
    """What was found so far of what a request names."""

    connection: Connection
    store: Store
    project: str
    inputs: dict[str, Input] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)  # what the answer follows from, by place
    about: tuple[str | None, int | None, str] = (None, None, "")

    def take_version(self, place: str, ident: str, number: int | None, scenarios: tuple[str, ...]) -> Version:
        """Take a version of an economy, with the scenarios that count."""
        kept = economy(self.connection, self.project, ident)
        found = kept.version if number is None else version(self.connection, self.project, ident, number)
        self.inputs[place] = Input("economy", kept.name, found.manifest)
        texts = {name: text for each in scenarios for name, text in self._chain(found, each)}
        self.parts[place] = {"economy": found.economy_hash, "scenarios": texts}
        return found

    def take_plan(self, place: str, ident: str) -> Result:
        """Take a plan that was made before.

        Raises
        ------
        ModelError
            If it is a result of another kind.
        """
        found = result(self.connection, self.project, ident)
        if found.kind not in _PLANS:
            raise ModelError(f"This is no plan: it is a result of the kind '{found.kind}'.")
        name = str(found.summary.get("economy", "plan"))
        name = f"{name}, {found.scenario}" if found.scenario else name
        self.inputs[place] = Input("plan", name, found.manifest)
        self.parts[place] = {"plan": found.hash}
        return found

    def take_attachment(self, place: str, ident: str) -> None:
        """Take an attachment."""
        found = attachment(self.connection, self.project, ident)
        self.inputs[place] = Input("attachment", found.name, {"file": found.content})
        self.parts[place] = {"file": found.content, "name": found.name}

    def _chain(self, found: Version, name: str) -> Iterator[tuple[str, str]]:
        """A scenario and those it goes on from: the name of each file, and its hash.

        Raises
        ------
        ModelError
            If there is none of the name.
        """
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            file = f"{SCENARIOS}/{name}.toml"
            if file not in found.manifest:
                known = ", ".join(found.scenarios) or "none"
                remedy = suggestion(name, found.scenarios, f"There are: {known}.")
                raise ModelError(f"The economy has no scenario '{shown(name)}'. {remedy}")
            yield file, found.manifest[file]
            text = self.store.contents.get(found.manifest[file])
            name = scenario_of(PurePosixPath(file).stem, text, file).parent


def work_of(connection: Connection, store: Store, project: str, request: JobRequest) -> Work:
    """A request with all that it names.

    Raises
    ------
    NotThere
        If it names something that the project does not have.
    ModelError
        If it names a result that is no plan, or a scenario that the economy does not have.
    """
    named = _Named(connection, store, project)
    if isinstance(request, ImportRequest):
        _name_import(named, request)
    elif isinstance(request, ReplanRequest):
        _name_replan(named, request)
    elif isinstance(request, CompareRequest):
        _name_compared(named, request)
    else:
        _name_economy_or_plan(named, request)
    asked = request.model_dump(mode="json", by_alias=True)
    options = {name: said for name, said in asked.items() if name not in _NOT_OF_THE_ANSWER}
    if isinstance(request, CompareRequest):
        del options["of"]  # what is compared: in the parts, by its content; of others, what is asked for
    key = sealed({"options": options, "parts": named.parts, "program": commonweal.__version__})
    return Work(asked, named.inputs, key, *named.about)


def _name_economy_or_plan(named: _Named, request: Any) -> None:
    """What a request about an economy, or a plan of one, names."""
    if getattr(request, "plan", None) is not None:
        plan = named.take_plan("plan", request.plan)
        named.about = (plan.economy, plan.version, plan.scenario)
        return
    scenarios = (request.scenario,) if request.scenario else ()
    found = named.take_version("economy", request.economy, request.version, scenarios)
    named.about = (found.economy, found.number, request.scenario or "")


def _name_replan(named: _Named, request: ReplanRequest) -> None:
    """What a request to plan anew names."""
    before = named.take_plan("plan", request.plan)
    scenario = request.scenario or ""
    named.about = (before.economy, before.version, scenario)
    if scenario and before.economy is not None:
        found = named.take_version("economy", before.economy, request.version, (scenario,))
        named.parts["economy"].pop("economy")  # its scenarios count, its tables don't
        named.about = (before.economy, found.number, scenario)
    for place in ("actuals", "consignments"):
        if (ident := getattr(request, place)) is not None:
            named.take_attachment(place, ident)


def _name_compared(named: _Named, request: CompareRequest) -> None:
    """What a comparison names; each thing has a name of its own."""
    for number, subject in enumerate(request.of):
        place = f"of{number}"
        if subject.plan is not None:
            plan = named.take_plan(place, subject.plan)
            about: tuple[str | None, int | None] = (plan.economy, plan.version)
        else:
            found = named.take_version(place, str(subject.economy), subject.version, request.scenarios)
            named.parts[place] |= {
                name: digest
                for name, digest in found.manifest.items()
                if request.by_methods and name.startswith(f"{FOLDER}/")
            }
            about = (found.economy, found.number)
        one = named.inputs[place]
        taken = {other.name for at, other in named.inputs.items() if at != place}
        name = _own_name(subject.name or one.name, taken)
        named.inputs[place] = Input(one.what, name, one.files)
        named.parts[place]["name"] = name
        if not number:
            named.about = (*about, "")


def _own_name(name: str, taken: set[str]) -> str:
    """A name that nothing else has."""
    own, number = name, 1
    while own in taken:
        number += 1
        own = f"{name} ({number})"
    return own


def _name_import(named: _Named, request: ImportRequest) -> None:
    """What an import names; each makes an economy of its own."""
    named.parts["once"] = secrets.token_hex(16)
    for place in _ATTACHED:
        ident = getattr(request, place)
        if ident is not None and ident not in _WORDS:
            named.take_attachment(place, ident)
