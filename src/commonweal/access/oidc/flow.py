"""From a browser sent to the provider to the claims it comes back with.

Everything that ties the two ends together is derived from one secret that the browser keeps in a cookie for
some minutes: the state and nonce that the provider gives back, and the verifier that the code is bound to
(PKCE). The server keeps nothing meanwhile.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from commonweal.access.keys import fresh_key, same_key
from commonweal.access.oidc.provider import Provider, ask, checked_address, discovered
from commonweal.errors import NotSignedIn

__all__ = ["SECONDS", "Claims", "Started", "finish", "start"]

SECONDS = 600
"""How long somebody may take at the provider."""

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_LEEWAY = 60  # seconds that clocks may differ
_LONGEST = 200


@dataclass(frozen=True)
class Started:
    """Where a browser is sent, and what it keeps meanwhile."""

    url: str
    secret: str


@dataclass(frozen=True)
class Claims:
    """Whom the provider says that somebody is.

    Attributes
    ----------
    subject
        ``ISSUER|SUBJECT``: what accounts are known by.
    name
        What the account may be called; nothing is trusted because of it.
    title
        How the person is called.
    mail_domain
        Of the mail address, if the provider has checked it; otherwise blank.
    groups
        That the provider says the person is in.
    """

    subject: str
    name: str
    title: str
    mail_domain: str
    groups: frozenset[str]


def start(provider: Provider) -> Started:
    """Send a browser to the provider.

    Raises
    ------
    StoreAway, ModelError
        If the provider does not answer, or can't be trusted.
    """
    secret = fresh_key()
    url = prepare_grant_uri(
        checked_address(provider, discovered(provider).get("authorization_endpoint")),
        client_id=provider.client_id,
        response_type="code",
        redirect_uri=provider.redirect_url,
        scope="openid profile email",
        state=_derived(secret, "state"),
        nonce=_derived(secret, "nonce"),
        code_challenge=create_s256_code_challenge(_derived(secret, "verifier")),
        code_challenge_method="S256",
    )
    return Started(url, secret)


def finish(provider: Provider, secret: str, sent: Mapping[str, str]) -> Claims:
    """The claims that a browser comes back with.

    Parameters
    ----------
    provider
        As it is configured.
    secret
        What the browser kept.
    sent
        The parameters of the address that the provider sent it back to.

    Raises
    ------
    NotSignedIn
        If the provider refused, or what came back is not what was asked for.
    StoreAway, ModelError
        If the provider does not answer, or can't be trusted.
    """
    known = discovered(provider)
    if not secret or not same_key(sent.get("state", ""), _derived(secret, "state")):
        raise NotSignedIn("This sign-in was not begun in this browser, or too long ago. Sign in anew.")
    named = sent.get("iss", "" if known.get("authorization_response_iss_parameter_supported") else None)
    if named is not None and named != provider.issuer:
        raise NotSignedIn("The answer does not come from the provider that was asked. Sign in anew.")
    if "error" in sent or not sent.get("code"):
        raise NotSignedIn("The provider of accounts did not sign you in.")
    tokens = _exchanged(provider, known, sent["code"], _derived(secret, "verifier"))
    claims = _verified(provider, known, tokens, _derived(secret, "nonce"))
    return _claims(provider, _completed(provider, known, tokens, claims))


def _derived(secret: str, purpose: str) -> str:
    """What a secret gives for a purpose; tells nothing of the secret or of the others."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _exchanged(
    provider: Provider, known: Mapping[str, Any], code: str, verifier: str
) -> dict[str, Any]:  # fmt: skip
    """The tokens that a code is exchanged for, by showing that we are who asked for it."""
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.redirect_url,
        "code_verifier": verifier,
        "client_id": provider.client_id,
    }
    more: dict[str, Any] = {"auth": (provider.client_id, provider.client_secret)}
    ways = known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_basic" not in ways:
        more, data = {}, data | {"client_secret": provider.client_secret}
    return ask(provider, "POST", known.get("token_endpoint"), data=data, **more)


def _verified(
    provider: Provider, known: Mapping[str, Any], tokens: Mapping[str, Any], nonce: str
) -> dict[str, Any]:
    """The claims of an ID token that the provider signed, for us, now, and for this sign-in.

    Raises
    ------
    NotSignedIn
        If it is not so.
    """
    rules = jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    keys = ask(provider, "GET", known.get("jwks_uri"))
    try:
        read = jwt.decode(str(tokens.get("id_token", "")), KeySet.import_key_set(keys), list(_ALGORITHMS))  # type: ignore[arg-type]
        rules.validate(read.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:  # whatever they sent instead
        raise NotSignedIn("The provider's word can't be verified. Sign in anew.") from error
    for_several = isinstance(read.claims["aud"], list) and len(read.claims["aud"]) > 1
    if read.claims.get("azp", "" if for_several else provider.client_id) != provider.client_id:
        raise NotSignedIn("The provider's word is meant for another server. Sign in anew.")
    return dict(read.claims)


def _completed(
    provider: Provider, known: Mapping[str, Any], tokens: Mapping[str, Any], claims: dict[str, Any]
) -> dict[str, Any]:
    """Claims with what the provider tells on asking, where its ID tokens are short.

    Raises
    ------
    NotSignedIn
        If it tells of somebody else.
    """
    short = (provider.domains and "email" not in claims) or (provider.groups and "groups" not in claims)
    if not short or "userinfo_endpoint" not in known or "access_token" not in tokens:
        return claims
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    more = ask(provider, "GET", known["userinfo_endpoint"], headers=headers)
    if more.get("sub") != claims["sub"]:
        raise NotSignedIn("The provider tells of somebody else. Sign in anew.")
    return more | claims


def _claims(provider: Provider, told: Mapping[str, Any]) -> Claims:
    """What is taken from a provider's claims."""
    mail = str(told.get("email", "")) if told.get("email_verified") is True else ""
    groups = told.get("groups", ())
    return Claims(
        subject=f"{provider.issuer}|{told['sub']}",
        name=str(told.get("preferred_username") or mail or ""),
        title=str(told.get("name") or "")[:_LONGEST],
        mail_domain=mail.rpartition("@")[2].lower(),
        groups=frozenset(map(str, groups)) if isinstance(groups, list) else frozenset(),
    )
