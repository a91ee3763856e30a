"""A small provider of OpenID Connect on loopback, which can be told to misbehave."""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey

__all__ = ["CLIENT", "SECRET", "FakeProvider", "fake_provider", "query"]

CLIENT, SECRET = "commonweal", "the client's secret"


@dataclass
class FakeProvider:
    """What the provider knows and says.

    Attributes
    ----------
    claims
        Put into ID tokens over what belongs there; None takes a claim out.
    metadata
        The same for what it says of itself.
    userinfo
        What it tells on asking.
    signs_with
        The key of its signatures; the one it publishes unless told otherwise.
    asked
        Paths that were asked for.
    moved
        Paths that it answers with a pointer to another place.
    """

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    signs_with: RSAKey | None = None
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    asked: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def visited(self, url: str) -> dict[str, str]:
        """What a browser that was sent to it comes back with, as if its person had agreed."""
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}" == self.issuer
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        code = secrets.token_hex(8)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer, "session_state": "x"}

    def about_itself(self) -> dict[str, Any]:
        """Its discovery document."""
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "authorization_response_iss_parameter_supported": True,
        }
        return {name: value for name, value in (told | self.metadata).items() if value is not None}

    def exchanged(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code; None if whoever asks is not who may."""
        asked = self.codes.pop(form.get("code", ""), None)
        by = f"{CLIENT}:{SECRET}"
        known = authorization == "Basic " + base64.b64encode(by.encode()).decode()
        if asked is None or not known or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        if create_s256_code_challenge(form["code_verifier"]) != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "248289761001",
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "preferred_username": "Ada.L",
            "name": "Ada Lovelace",
            "email": "ada@example.org",
            "email_verified": True,
        } | self.claims
        kept = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode(self.header, kept, self.signs_with or _key())
        return {"access_token": "opens userinfo", "token_type": "Bearer", "id_token": token}


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    """A provider that answers on a free port of this machine."""
    fake = FakeProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    fake.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


def _handler(fake: FakeProvider) -> type[BaseHTTPRequestHandler]:
    """What answers for a provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append(self.path)
            told = {
                "/.well-known/openid-configuration": fake.about_itself(),
                "/keys": {"keys": [_key().as_dict(private=False)]},
                "/userinfo": fake.userinfo,
            }
            self._answer(told.get(self.path))

        def do_POST(self) -> None:
            fake.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(fake.exchanged(form, self.headers.get("Authorization", "")))

        def _answer(self, told: dict[str, Any] | None) -> None:
            if self.path in fake.moved:
                self.send_response(302)
                self.send_header("Location", fake.moved[self.path])
                self.end_headers()
                return
            body = json.dumps(told).encode()
            self.send_response(200 if told is not None else 400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    return Handler


def query(sent: dict[str, str]) -> str:
    """Parameters as they stand in an address."""
    return urlencode(sent)
