"""One server and the token for it: requests sent, retried where that is safe, answered or refused.

A request is sent again after a lost connection or a 503 only where that can't do a thing twice: GET, and
POST, which always carries an ``Idempotency-Key``. What could not be sent at all is sent again whatever it
is. The token goes to this one server: redirects are not followed, and it does not travel unencrypted
except on this machine.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

import commonweal
from commonweal.client.faults import refusal
from commonweal.errors import ModelError, PlanningError, StoreAway, StoreError
from commonweal.wire.people import Session

__all__ = ["PREFIX", "Body", "Connection", "Query", "fresh_key", "is_this_machine", "part"]

PREFIX: Final = "/api/v1"

Message = TypeVar("Message", bound=BaseModel)
Query = Mapping[str, str | int | float | bool | Sequence[str] | None]
"""What stands after the question mark; None is left out, several words repeat the key."""

_MOST_RETRIES = 5
_MOST_SECONDS = 30.0
_FIRST_WAIT = 0.2
_AWAY = 503
_SAFE = frozenset({"GET", "POST"})


@dataclass(frozen=True)
class Body:
    """What a request carries.

    Attributes
    ----------
    content
        The bytes.
    media_type
        What they are.
    """

    content: bytes
    media_type: str = "application/json"

    @classmethod
    def of(cls, message: BaseModel, *, partial: bool = False) -> Body:
        """A message as JSON, with its secrets; ``partial`` leaves out what nobody set."""
        said = message.model_dump(by_alias=True, exclude_unset=partial)
        return cls(json.dumps(said, default=_spelt, ensure_ascii=False, allow_nan=False).encode())


def _spelt(value: object) -> str:
    """What JSON has no word for: secrets and days."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, dt.date):  # and moments, which are days too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can't be sent")


def part(name: str) -> str:
    """A name as one part of a path.

    Examples
    --------
    >>> part("a/b")
    'a%2Fb'
    """
    return quote(name, safe="")


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address means this machine.

    Examples
    --------
    >>> is_this_machine("127.0.0.1"), is_this_machine("localhost"), is_this_machine("example.org")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Connection:
    """Requests to one server.

    Parameters
    ----------
    url
        Where it answers, such as ``https://plans.example.org``.
    token
        What proves who asks; None for a server's public answers.
    timeout
        Seconds without a sign of the server before a request is given up.
    plain
        Whether a token may be sent without encryption to another machine.
    transport
        What carries requests; None for the network.

    Raises
    ------
    ModelError
        If the address is none, or the token would travel readable.
    """

    def __init__(
        self,
        url: str,
        token: str | None,
        *,
        timeout: float = 60.0,
        plain: bool = False,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        base = _checked(url, plain or not token)
        headers = {"User-Agent": f"commonweal/{commonweal.__version__}", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.url: Final = str(base).rstrip("/")
        self._http = httpx.Client(
            base_url=self.url,
            headers=headers,
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10.0)),
            follow_redirects=False,
            trust_env=not is_this_machine(base.host),  # a proxy has no business between us and this machine
            transport=transport,
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def signed_in(self, session: Session) -> Session:
        """Go on in a session: its cookie came with it, and changes say its word against forgery."""
        if session.csrf:
            self._http.headers["X-CSRF-Token"] = session.csrf
        return session

    def get(self, path: str, kind: type[Message], query: Query | None = None) -> Message:
        """A message that is asked for."""
        return self._read(self.send("GET", path, query=query), kind)

    def post(
        self,
        path: str,
        kind: type[Message],
        body: BaseModel | Body | None = None,
        query: Query | None = None,
        expected: int | None = None,
        key: str | None = None,
    ) -> Message:
        """The answer to something new.

        Parameters
        ----------
        expected
            The version that it is meant for.
        key
            By what the server knows it again if it is sent twice; None for a new one.
        """
        sent = self.send("POST", path, body=body, query=query, expected=expected, key=key)
        return self._read(sent, kind)

    def change(
        self,
        method: str,
        path: str,
        kind: type[Message],
        body: BaseModel | Body | None = None,
        query: Query | None = None,
        expected: int | None = None,
    ) -> Message:
        """The answer to a PUT or PATCH."""
        return self._read(self.send(method, path, body=body, query=query, expected=expected), kind)

    def content(self, path: str, query: Query | None = None, accept: str = "*/*") -> bytes:
        """A file that is asked for."""
        return self.send("GET", path, query=query, accept=accept).content

    def send(
        self,
        method: str,
        path: str,
        *,
        body: BaseModel | Body | None = None,
        query: Query | None = None,
        expected: int | None = None,
        accept: str | None = None,
        key: str | None = None,
    ) -> httpx.Response:
        """The answer of the server.

        Raises
        ------
        PlanningError
            The one that the server's refusal stands for; StoreAway where it does not answer.
        """
        partial = method == "PATCH"
        sent = body if isinstance(body, Body) or body is None else Body.of(body, partial=partial)
        request = self._http.build_request(
            method,
            PREFIX + path,
            params=_plain(query),
            content=None if sent is None else sent.content,
            headers=_headers(sent, expected, accept, (key or fresh_key()) if method == "POST" else None),
        )
        answer = self._answered(request)
        if not answer.is_success:
            raise refusal(answer)
        return answer

    @contextmanager
    def stream(self, path: str, accept: str, silence: float) -> Iterator[httpx.Response]:
        """An answer that comes bit by bit; ``silence`` is how many seconds may pass without a sign.

        Raises
        ------
        PlanningError
            As ``send``; StoreAway too where the connection is lost meanwhile.
        """
        timeout = httpx.Timeout(silence, connect=10.0)
        try:
            with (
                self._let_go_told(),
                self._http.stream(
                    "GET", PREFIX + path, headers={"Accept": accept}, timeout=timeout
                ) as answer,
            ):
                if not answer.is_success:
                    answer.read()
                    raise refusal(answer)
                yield answer
        except httpx.TransportError as error:
            raise self._away(error) from error

    @contextmanager
    def _let_go_told(self) -> Iterator[None]:
        """Tell in our words that the connection was let go of, by a thread that needs it no more.

        Raises
        ------
        StoreAway
            If it was; what httpx raises then depends on how far it was.
        """
        try:
            yield
        except (RuntimeError, ValueError, OSError) as error:
            if not self._http.is_closed or isinstance(error, PlanningError):
                raise
            raise StoreAway(f"The connection to {self.url} was closed on this side.") from error

    def _answered(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request, which is sent again where that is safe and may help.

        Raises
        ------
        StoreAway
            If there is none.
        """
        end = time.monotonic() + _MOST_SECONDS
        for tries in range(_MOST_RETRIES + 1):
            wait = _FIRST_WAIT * 2**tries
            try:
                with self._let_go_told():
                    answer = self._http.send(request)
            except httpx.TransportError as error:
                unsent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
                if not (unsent or request.method in _SAFE) or not _may_wait(wait, tries, end):
                    raise self._away(error) from error
            else:
                wait = _asked_to_wait(answer, wait)
                again = answer.status_code == _AWAY and request.method in _SAFE
                if not again or not _may_wait(wait, tries, end):
                    return answer
            time.sleep(wait)
        raise StoreAway(f"{self.url} does not answer.")

    def _away(self, error: httpx.TransportError) -> StoreAway:
        """That the server can't be reached, in words."""
        if isinstance(error, httpx.ConnectError):
            return StoreAway(f"Nothing answers at {self.url}. Is the server running, and the address right?")
        return StoreAway(f"The connection to {self.url} was lost. Ask again.")

    def _read(self, answer: httpx.Response, kind: type[Message]) -> Message:
        """An answer as a message; what a newer server says beyond it is passed over.

        Raises
        ------
        StoreError
            If it is not of its kind.
        """
        try:
            return kind.model_validate_json(answer.content, extra="ignore")
        except ValidationError as error:
            raise StoreError(
                f"{self.url} answers otherwise than this program understands. Are both of the same version? "
                f"Here it is {commonweal.__version__}."
            ) from error


def _checked(url: str, plain: bool) -> httpx.URL:
    """An address of a server.

    Raises
    ------
    ModelError
        If it is none, holds a password, or leads a token over the network in the open.
    """
    try:
        base = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ModelError(f"'{url}' is not an address: write https://plans.example.org.") from error
    if base.scheme not in {"http", "https"} or not base.host:
        raise ModelError(f"'{url}' is not an address: write https://plans.example.org.")
    if base.userinfo or base.query or base.fragment:
        raise ModelError(
            "Name the server alone; the token comes from COMMONWEAL_TOKEN, not from the address."
        )
    if base.scheme == "http" and not (plain or is_this_machine(base.host)):
        raise ModelError(
            f"The token would travel readable to {base.host}. Ask the server over https://, or, on a "
            "network you trust, say so: Client(…, plain=True)."
        )
    return base


def fresh_key() -> str:
    """What a server knows a request by."""
    return secrets.token_hex(16)


def _headers(body: Body | None, expected: int | None, accept: str | None, key: str | None) -> dict[str, str]:
    """What a request says of itself."""
    headers = {} if body is None else {"Content-Type": body.media_type}
    if key is not None:
        headers["Idempotency-Key"] = key
    if expected is not None:
        headers["If-Match"] = f'"v{expected}"'
    if accept is not None:
        headers["Accept"] = accept
    return headers


def _plain(query: Query | None) -> list[tuple[str, str | int | float | bool | None]]:
    """Pairs of a query, without what is left out."""
    pairs: list[tuple[str, str | int | float | bool | None]] = []
    for key, value in (query or {}).items():
        if value is None:
            continue
        if isinstance(value, str | int | float):
            pairs.append((key, value))
        else:
            pairs.extend((key, word) for word in value)
    return pairs


def _asked_to_wait(answer: httpx.Response, otherwise: float) -> float:
    """The seconds that a server asks us to wait."""
    told: str = answer.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else otherwise


def _may_wait(wait: float, tries: int, end: float) -> bool:
    """Whether there is a further try, and time for it."""
    return tries < _MOST_RETRIES and time.monotonic() + wait < end
