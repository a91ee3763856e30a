"""Whether the server lives and is ready, and its metrics; all outside of ``/api/v1``."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, Response

from commonweal.api.observing.health import looked_at
from commonweal.api.settings import is_loopback
from commonweal.api.state import services_of
from commonweal.api.visits import Anyone, Stranger, Visit
from commonweal.errors import NotSignedIn, Refused
from commonweal.wire.message import Message

__all__ = ["router"]

router = APIRouter(tags=["health"])

_THROUGH_A_PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class Lives(Message):
    """The server answers."""

    lives: Literal[True] = True


class Looked(Message):
    """One thing that the server needs.

    Attributes
    ----------
    name, good
        What it is, and whether it is as it must be.
    words
        What was found.
    """

    name: str
    good: bool
    words: str


class Ready(Message):
    """Whether the server can do its work, and what keeps it from it."""

    ready: bool
    looks: tuple[Looked, ...]


@router.get("/livez", operation_id="health.lives", summary="Whether the server answers")
def lives(visit: Stranger) -> Lives:  # noqa: ARG001 - every handler says who may call it
    """The process answers; for whoever restarts it when it does not."""
    return Lives()


@router.get(
    "/readyz",
    operation_id="health.ready",
    summary="Whether the server can do its work",
    response_model=Ready,
    responses={503: {"model": Ready, "description": "Something that it needs is missing."}},
)
def ready(visit: Stranger, request: Request) -> Response:  # noqa: ARG001
    """The database, its schema, room on the disk (tried by writing) and the jobs; 503 if one is not right."""
    looks = looked_at(services_of(request))
    good = all(look.good for look in looks)
    found = tuple(Looked(name=look.name, good=look.good, words=look.words) for look in looks)
    headers = {} if good else {"Retry-After": "5"}
    body = Ready(ready=good, looks=found).model_dump(mode="json")
    return JSONResponse(body, 200 if good else 503, headers)


@router.get(
    "/metrics",
    operation_id="health.metrics",
    summary="Metrics for Prometheus",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "The metrics."}
    },
)
def metrics(visit: Anyone, request: Request) -> Response:
    """Requests, jobs and room, without names of people or projects; for this machine and for admins."""
    services = services_of(request)
    if not (services.settings.metrics_open or _from_here(request)):
        _admin(visit)
    return Response(generate_latest(services.requests.registry), media_type=CONTENT_TYPE_LATEST)


def _from_here(request: Request) -> bool:
    """Whether a program on this machine asks, and not a proxy on behalf of somebody elsewhere."""
    client = request.client
    if client is None or not is_loopback(client.host):
        return False
    return not any(name in request.headers for name in _THROUGH_A_PROXY)


def _admin(visit: Visit) -> None:
    """Refuse who is not an admin.

    Raises
    ------
    NotSignedIn, Refused
        If nobody is known, or not as an admin.
    """
    if not visit.actor.known:
        raise NotSignedIn("Metrics are for this machine and for admins. Send an admin's token.")
    if not visit.actor.admin:
        raise Refused("Metrics are for this machine and for admins. Ask an admin.")
