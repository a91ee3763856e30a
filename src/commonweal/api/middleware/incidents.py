"""The outermost: each request gets a word of ours, and whatever escapes below is told by it alone."""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commonweal.api.middleware.asgi import refuse
from commonweal.api.observing.incidents import new_incident
from commonweal.api.problems import answer_to

__all__ = ["Incidents"]

_log = logging.getLogger("commonweal.api")


class Incidents:
    """Names each request, says the name in ``X-Incident-Id``, and answers what nobody else caught."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under its word, and answer for what fails."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        word = new_incident()
        begun = False

        async def named(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message)["X-Incident-Id"] = word
            await send(message)

        try:
            await self.app(scope, receive, named)
        except Exception as error:
            # The last place where an error can be told: the log gets its trace, the person our words.
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if begun:
                raise  # half an answer is out: the connection is cut, so that it is not taken for whole
            await refuse(answer_to(error), scope, named)
