"""All middlewares, in their order."""

from __future__ import annotations

from starlette.middleware import Middleware

from commonweal.api.middleware.bodies import Bodies
from commonweal.api.middleware.headers import HeaderSize, SecurityHeaders
from commonweal.api.middleware.hosts import Hosts
from commonweal.api.middleware.incidents import Incidents
from commonweal.api.middleware.observed import Observed
from commonweal.api.middleware.origins import Origins
from commonweal.api.middleware.patience import Patience
from commonweal.api.observing.metrics import Requests
from commonweal.api.settings import ServerSettings

__all__ = ["middlewares"]


def middlewares(settings: ServerSettings, requests: Requests) -> list[Middleware]:
    """What requests pass, the first first; answers pass it the other way round.

    Parameters
    ----------
    settings
        How the server runs.
    requests
        What counts them.
    """
    https = settings.secure_cookies
    return [
        Middleware(Observed, requests),  # sees every answer, those below included
        Middleware(SecurityHeaders, only_https=https),  # on every answer, refusals and faults included
        Middleware(Incidents),
        Middleware(HeaderSize),
        Middleware(Hosts, settings.allowed_hosts or (settings.host,)),
        Middleware(Origins, settings.allowed_origins, only_https=https),
        Middleware(Patience, settings.request_seconds),
        Middleware(Bodies, settings.max_body, settings.max_json),
    ]
