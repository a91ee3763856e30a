"""A provider of accounts: what is configured of it, and where it says that its services are."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx

from commonweal.errors import ModelError, StoreAway

__all__ = ["Provider", "ask", "checked_address", "discovered"]

_SECONDS = 5.0
_KEPT_FOR = 600.0  # seconds that what a provider says of itself is believed
_LARGEST = 2**20


@dataclass(frozen=True)
class Provider:
    """A provider of accounts, as it is configured.

    Attributes
    ----------
    issuer
        Its address, exactly as its tokens name it.
    client_id, client_secret
        What it knows this server by.
    redirect_url
        Where it sends browsers back to.
    domains, groups
        Of whom an account is made: whose mail is in one of the domains and who is in one of the groups, as
        far as they are given; of nobody where neither is.
    hosts
        Other hosts than the issuer's that its services may be on. Nothing else is ever asked.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_url: str = ""
    domains: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse addresses that others on the way could read or change."""
        for what, address in (("issuer", self.issuer), ("address of this server", self.redirect_url)):
            if not _is_private(address):
                raise ModelError(f"The {what}, '{address}', can't be used for signing in. Write https://….")


def discovered(provider: Provider) -> Mapping[str, Any]:
    """What a provider says of itself, at most ten minutes old.

    Raises
    ------
    StoreAway
        If it does not answer.
    ModelError
        If what it says can't be trusted.
    """
    with _LOCK:
        kept = _KEPT.get(provider)
    if kept is not None and time.monotonic() < kept[0]:
        return kept[1]
    address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    said = ask(provider, "GET", address)
    if said.get("issuer") != provider.issuer:
        raise ModelError("The provider of accounts names itself otherwise than it is configured here.")
    with _LOCK:
        _KEPT[provider] = (time.monotonic() + _KEPT_FOR, said)
    return said


def ask(provider: Provider, method: str, address: object, **more: Any) -> dict[str, Any]:
    """A JSON object from a service of a provider; never from anywhere else, and following nobody's pointer.

    Parameters
    ----------
    method, address
        As in HTTP.
    more
        As of ``httpx.request``: ``data``, ``auth``, ``headers``.

    Raises
    ------
    StoreAway
        If it does not answer, or not with success.
    ModelError
        If the address is not one of the provider's, or what comes is no JSON object.
    """
    where = checked_address(provider, address)
    try:
        with httpx.Client(follow_redirects=False, timeout=_SECONDS, trust_env=False) as client:
            answer = client.request(method, where, **more)
    except httpx.HTTPError as error:
        raise StoreAway("The provider of accounts does not answer. Try again in a moment.") from error
    if answer.status_code != 200:
        raise StoreAway(f"The provider of accounts refused with status {answer.status_code}. Sign in anew.")
    return _object(answer)


_LOCK = threading.Lock()
_KEPT: dict[Provider, tuple[float, Mapping[str, Any]]] = {}


def _object(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object that an answer is.

    Raises
    ------
    ModelError
        If it is none.
    """
    try:
        said = answer.json() if len(answer.content) <= _LARGEST else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise ModelError("The provider of accounts answered with something that can't be read.")
    return said


def checked_address(provider: Provider, address: object) -> str:
    """An address that is the provider's.

    Raises
    ------
    ModelError
        If it is another's.
    """
    own = urlsplit(provider.issuer)
    if isinstance(address, str) and _is_private(address):
        parts = urlsplit(address)
        if parts.netloc == own.netloc or (parts.scheme == "https" and parts.netloc in provider.hosts):
            return address
    raise ModelError(
        "The provider of accounts points to another host. If that is right, name the host in the settings "
        "of signing in ('hosts')."
    )


def _is_private(address: str) -> bool:
    """Whether nobody on the way can read what is sent to an address: HTTPS, or this machine itself."""
    parts = urlsplit(address)
    if "@" in parts.netloc or not parts.hostname:
        return False
    if parts.scheme == "https":
        return True
    return parts.scheme == "http" and (parts.hostname == "localhost" or _is_loopback(parts.hostname))


def _is_loopback(host: str) -> bool:
    """Whether a host is written as an address of this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
