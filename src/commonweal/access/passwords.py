"""Passwords: which are good enough, how they are kept, and whether one is right.

They are kept as argon2id with the parameters that OWASP names (46 MiB, one pass); one that was kept with
lesser parameters is hashed anew when its person signs in. Two are computed at once at most, so that people
who sign in, or who guess, don't take the processor from everybody else.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from commonweal.access.common_passwords import is_common
from commonweal.errors import Damaged, ModelError, TooMany

__all__ = ["LONGEST", "SHORTEST", "check_new_password", "hash_of_password", "is_outdated", "is_right"]

SHORTEST, LONGEST = 12, 128

_AT_ONCE, _WAITING, _PATIENCE = 2, 16, 10.0
_PLACES = threading.BoundedSemaphore(_AT_ONCE)
_QUEUE = threading.BoundedSemaphore(_AT_ONCE + _WAITING)
_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1, type=Type.ID)

_FEW = 5  # different characters
_BESIDES_NAME = 8  # characters that a password has besides the account's name


def check_new_password(password: str, name: str) -> None:
    """Check that a password is good enough to be chosen; any characters may stand in it.

    Parameters
    ----------
    password
        As it was typed.
    name
        What the account signs in by.

    Raises
    ------
    ModelError
        If it is too short or too long, easily guessed, or the name with little more.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise ModelError(
            f"The password has {len(password)} characters. Choose one of {SHORTEST} to {LONGEST}: "
            "a few words that don't belong together are easy to keep in mind."
        )
    if len(set(password)) < _FEW or is_common(password):
        raise ModelError(
            "This password is one of those tried first. Choose other words: a few that don't belong together."
        )
    if _mostly_name(password, name):
        raise ModelError("The password is little more than the account's name. Choose other words.")
    if any("\ud800" <= letter <= "\udfff" for letter in password):
        raise ModelError("The password holds a character that can't be kept. Type it anew.")


def hash_of_password(password: str) -> str:
    """What is kept of a password: argon2id with its salt and parameters."""
    with _turn():
        return _HASHER.hash(_bytes(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one that is kept; takes as long where none is kept.

    Raises
    ------
    Damaged
        If what is kept is no hash.
    """
    with _turn():
        try:
            _HASHER.verify(kept or _nobodys(), _bytes(password))
        except VerifyMismatchError:
            return False
        except (VerificationError, InvalidHashError) as error:
            raise Damaged("What is kept of a password is damaged. Have an admin set a new one.") from error
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a password was kept with lesser parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    """A hash that stands in where there is no account, so that its lack can't be told by the clock."""
    return _HASHER.hash(b"nobody has this password")


@contextmanager
def _turn() -> Iterator[None]:
    """A while in which one of the few places for hashing is ours.

    Raises
    ------
    TooMany
        If too many wait.
    """
    if not _QUEUE.acquire(blocking=False):
        raise TooMany("Many people sign in just now. Try again in a moment.", seconds=2)
    try:
        if not _PLACES.acquire(timeout=_PATIENCE):
            raise TooMany("Many people sign in just now. Try again in a moment.", seconds=5)
        try:
            yield
        finally:
            _PLACES.release()
    finally:
        _QUEUE.release()


def _bytes(password: str) -> bytes:
    """A password as it is hashed, whatever was typed."""
    return password.encode("utf-8", "surrogatepass")


def _mostly_name(password: str, name: str) -> bool:
    """Whether little is left of a password without the account's name, or the part before its '@'."""
    lower = password.lower()
    parts = {name.lower(), name.lower().partition("@")[0]} - {""}
    return any(part in lower and len(lower.replace(part, "")) < _BESIDES_NAME for part in parts)
