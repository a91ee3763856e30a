"""A server that answers as it is told, and remembers what it was asked."""

import json

import httpx

from commonweal.client.connection import Connection

URL = "http://127.0.0.1:8400"
ID = "0123456789abcdef" * 2
TIME = "2031-03-03T10:00:00Z"

VERSION = {
    "number": 3,
    "parent": 2,
    "economy_hash": "a" * 64,
    "hash": "b" * 64,
    "what": "Uploaded.",
    "rows": {"needs": 7},
    "scenarios": ["flood"],
    "created_at": TIME,
    "created_by": ID,
}
ECONOMY = {
    "id": ID,
    "name": "village",
    "version": VERSION,
    "can_undo": True,
    "can_redo": False,
    "created_at": TIME,
    "created_by": ID,
}
PROJECT = {
    "id": ID,
    "name": "Winter",
    "description": "",
    "role": "owner",
    "created_at": TIME,
    "created_by": ID,
}
JOB = {
    "id": ID,
    "kind": "plan",
    "state": "running",
    "request": {},
    "progress": {"phase": "tier 1", "gap": None, "n_programs": 1, "seconds": 0.5},
    "failure": None,
    "result": None,
    "retry_of": None,
    "retried_as": None,
    "started_at": TIME,
    "ended_at": None,
    "created_at": TIME,
    "created_by": ID,
}


def problem(status, code, detail="So it is.", **more):
    """An answer of kind problem+json."""
    said = {"type": "", "title": "", "status": status, "detail": detail, "code": code, "incident": "abc"}
    return httpx.Response(status, json=said | more)


class Server:
    """Gives its answers in turn, the last one again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, request):
        request.read()
        self.asked.append(request)
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer(request) if callable(answer) else answer

    @property
    def last(self):
        """The last request."""
        return self.asked[-1]

    @property
    def said(self):
        """What the last request carried."""
        return json.loads(self.last.content)


def connected(*answers, token="secret", url=URL):
    """A connection to a server that gives these answers, and the server."""
    server = Server(*answers)
    return Connection(url, token, transport=httpx.MockTransport(server)), server
