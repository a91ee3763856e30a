"""The application: routes, what stands before them, and what works beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from commonweal import __version__
from commonweal.api.gates import Gate, Seats
from commonweal.api.idempotency import install_replays
from commonweal.api.middleware.chain import middlewares
from commonweal.api.observing.stored import watch
from commonweal.api.openapi import describe
from commonweal.api.pages import Pages
from commonweal.api.problems import install
from commonweal.api.routes import (
    attachments,
    briefings,
    changes,
    description,
    descriptions,
    downloads,
    economies,
    edits,
    events,
    explanations,
    exports,
    health,
    industry,
    jobs,
    links,
    members,
    oidc,
    people,
    pictures,
    projects,
    results,
    sankeys,
    scenarios,
    session,
    shapes,
    tables,
    tokens,
    versions,
    ways,
)
from commonweal.api.routes import pages as page_routes
from commonweal.api.settings import ServerSettings
from commonweal.api.state import Services
from commonweal.api.visits import every_route_guarded
from commonweal.store.opening import Store
from commonweal.work.runner import Runners

__all__ = ["PREFIX", "make_app"]

PREFIX = "/api/v1"
"""What the path of every route of the API begins with."""

_SUBJECTS = (
    session, ways, oidc, people, tokens, projects, members, links, events, changes, economies, versions,
    edits, scenarios, downloads, tables, jobs, results, explanations, briefings, exports, attachments,
    description, pictures, sankeys, shapes, descriptions, industry,
)  # fmt: skip
_WAITING = 6  # uploads that wait with their body in memory


def make_app(store: Store, settings: ServerSettings, pages: Path | None = None) -> FastAPI:
    """The application that serves a store.

    Runners of jobs start with it and end with it; the store stays open.

    Parameters
    ----------
    store
        What is kept.
    settings
        How it is served.
    pages
        Folder of the built workbench; None: there is a plain page in its place.

    Raises
    ------
    ModelError
        If a route does not say who may call it.
    """
    services = _services(store, settings, pages)
    watch(store, services.requests)
    app = FastAPI(
        routes=[*_routes_of_api()],
        title="commonweal",
        version=__version__,
        openapi_url=None,  # served by our own route, which says who may read it
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=_working,
        middleware=middlewares(settings, services.requests),
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.services = services
    install(app)
    install_replays(app)
    app.include_router(health.router)
    app.include_router(page_routes.plain if pages is None else page_routes.workbench)
    every_route_guarded(app)
    describe(app)
    return app


@cache
def _routes_of_api() -> tuple[BaseRoute, ...]:
    """The routes of the API: the same for every store, and read from their handlers once in a process."""
    api = APIRouter()
    for subject in _SUBJECTS:
        api.include_router(subject.router, prefix=PREFIX)
    return tuple(api.routes)


def _services(store: Store, settings: ServerSettings, pages: Path | None) -> Services:
    """What requests find."""
    runners = Runners(store, settings.workers, settings.jobs) if settings.workers else None
    gate = Gate(settings.uploads_at_once, _WAITING)
    seats = Seats(settings.streams_per_person)
    shown = None if pages is None else Pages(pages)
    return Services(store, settings, runners, gate, seats, pages=shown)


@asynccontextmanager
async def _working(app: FastAPI) -> AsyncIterator[None]:
    """The time from start to end, in which jobs are done."""
    services: Services = app.state.services
    if services.runners is not None:
        await run_in_threadpool(services.runners.start)
    try:
        yield
    finally:
        services.stopping.set()
        if services.runners is not None:
            await run_in_threadpool(services.runners.stop)
