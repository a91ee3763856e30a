"""How a server runs: whom it listens to, and what requests and jobs may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal

from commonweal.errors import ModelError
from commonweal.work.limits import Limits

__all__ = ["OidcSettings", "ServerSettings", "is_loopback"]

_MIB = 2**20
LogLevel = Literal["debug", "info", "warning", "error"]


@dataclass(frozen=True)
class OidcSettings:
    """Signing in through somebody else's accounts, by OpenID Connect.

    Attributes
    ----------
    issuer
        Address of the provider, exactly as its tokens name it.
    client_id, client_secret
        What the provider gave to this server.
    domains, groups
        Mail domains and groups of whom an account is made; empty: of nobody yet unknown.
    title
        How the provider is called on the sign-in page.
    public_url
        Address under which browsers reach this server: ``https://plan.example.org``.
    hosts
        Hosts besides the issuer's on which the provider has its services; no other is ever asked.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    domains: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    title: str = ""
    public_url: str = ""
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServerSettings:
    """How a server runs.

    Attributes
    ----------
    team
        Accounts, sessions and roles; False: one person on this machine, who owns every project.
    host, port
        Where it listens. For one person only this machine itself.
    max_body, max_json
        Bytes of an upload and of a JSON body; longer ones are refused before they are read.
    secure_cookies
        Whether cookies travel over HTTPS only. True wherever a proxy ends TLS before this server.
    allowed_hosts
        Names of this server that a ``Host`` header may give; empty: those of ``host`` itself.
    allowed_origins
        Where pages that may send changing requests come from; empty: the server's own address.
    trusted_proxies
        Addresses whose ``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed.
    oidc
        Signing in through somebody else's accounts; None: by password only.
    workers
        Jobs that this process does at once; 0: other processes do them (``commonweal worker``).
    jobs
        Limits of each job.
    uploads_at_once, streams_per_person
        Uploads that are read, and progress streams of one person that are open, at once.
    request_seconds
        After which a request is given up.
    metrics_open
        Whether ``/metrics`` answers everybody, not only this machine and admins.
    log, log_level
        ``json``: one JSON object a line on stderr; ``lines``: short lines for people. From which level on.
    """

    team: bool = False
    host: str = "127.0.0.1"
    port: int = 8400
    max_body: int = 64 * _MIB
    max_json: int = 1 * _MIB
    secure_cookies: bool = False
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    oidc: OidcSettings | None = None
    workers: int = 2
    jobs: Limits = field(default_factory=Limits)
    uploads_at_once: int = 2
    streams_per_person: int = 8
    request_seconds: float = 120.0
    metrics_open: bool = False
    log: Literal["json", "lines"] = "lines"
    log_level: LogLevel = "info"

    def __post_init__(self) -> None:
        """Refuse to listen to others without accounts."""
        if not self.team and not is_loopback(self.host):
            raise ModelError(
                f"Without accounts a server listens to this machine only, not on '{self.host}'. "
                "Leave --host out, or make accounts and start it with --team."
            )


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own, which no other machine reaches."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
