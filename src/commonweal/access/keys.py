"""Secrets that open something: 256 random bits, told once, kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

__all__ = ["LINK", "TOKEN", "fresh_key", "hash_of_key", "same_key"]

TOKEN, LINK = "cw_", "cwl_"
"""What tokens for programs and links begin with, so that they are known where they turn up."""

_BYTES = 32


def fresh_key(prefix: str = "") -> str:
    """A new secret of 256 random bits in letters that need no quoting."""
    return prefix + secrets.token_urlsafe(_BYTES)


def hash_of_key(key: str) -> str:
    """What is kept of a secret. It is random, so that a plain SHA-256 can't be searched through.

    Examples
    --------
    >>> len(hash_of_key("cw_abc"))
    64
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def same_key(shown: str, kept: str) -> bool:
    """Whether two secrets are the same, in a time that does not depend on where they differ."""
    return hmac.compare_digest(hash_of_key(shown), hash_of_key(kept))
