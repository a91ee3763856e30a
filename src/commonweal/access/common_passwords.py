"""Passwords of twelve characters and more that are tried first.

Lists of leaked passwords show how people reach a wanted length: a well-known word or two, or a walk over the
keyboard, then counted digits or a year, and a sign. These forms are told by rule from a list of the words, so
that no long list has to be shipped; they are some millions. Capitals and the usual digits and signs for
letters (``p4ssw0rd``) don't hide them.
"""

from __future__ import annotations

import re

__all__ = ["is_common"]

_WORDS = (
    *("password", "passwort", "motdepasse", "contrasena", "passphrase", "secret", "letmein", "welcome"),
    *("welcometo", "admin", "administrator", "root", "user", "guest", "login", "access", "changeme"),
    *("default", "master", "superuser", "test", "testing", "temp", "temporary", "server", "database"),
    *("commonweal", "planning", "planner", "company", "office", "monday", "january", "summer", "winter"),
    *("spring", "autumn", "december", "november", "october", "september", "august", "february"),
    *("iloveyou", "ihateyou", "trustno1", "princess", "sunshine", "dragon", "monkey", "football"),
    *("baseball", "basketball", "superman", "batman", "pokemon", "starwars", "michael"),
    *("jennifer", "jessica", "charlie", "jordan", "liverpool", "arsenal", "chelsea", "barcelona"),
    *("manchester", "newyork", "london", "berlin", "computer", "internet", "samsung", "google", "facebook"),
    *("microsoft", "windows", "whatever", "freedom", "shadow", "hunter", "killer", "cheese", "chocolate"),
    *("butterfly", "blessed", "jesus", "jesuschrist", "godisgood", "family", "forever", "loveyou", "mylove"),
    *("beautiful", "flower", "football1", "hello", "helloworld", "abc", "abcd", "qwerty", "qwertz"),
    *("qwertyuiop", "azerty", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "onetwothree", "correcthorse"),
)
_WALKS = (
    *("qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn"),
    *("1234567890qwertyuiop", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb"),
    *("qazwsxedcrfvtgbyhnujm", "zaq12wsxcde34rfv", "abcdefghijklmnopqrstuvwxyz", "!qaz@wsx#edc$rfv"),
    *("12345678901234567890", "01234567890123456789", "09876543210987654321", "98765432109876543210"),
    *("1234512345123451234512345", "123123123123123123123", "112233445566778899", "abc123abc123abc123abc"),
    *("a1b2c3d4e5f6g7h8i9", "147258369147258369", "159357159357159357", "121212121212121212"),
)
_SHORTEST_PIECE = 6
_FOR_LETTERS = str.maketrans("@4310$5!7", "aaeiossit")
_DIGITS_BACK = 12  # the end of a password, in which digits may be digits

_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_OF_WORDS = re.compile(
    rf"[\W\d_]{{0,4}}(?:(?:{_WORD})[\W_]?){{1,3}}\d{{0,10}}(?:abc|qwerty|qwertz)?[\W\d_]{{0,4}}"
)
_END = re.compile(r"[\W\d_]{0,10}$")


def is_common(password: str) -> bool:
    """Whether a password is one of those tried first, however it is spelled.

    Examples
    --------
    >>> is_common("Passw0rd2024!"), is_common("qwertyuiop[]12"), is_common("copper harbour lentil")
    (True, True, False)
    """
    lower = password.lower()
    return _is_walk(lower) or any(_OF_WORDS.fullmatch(form) for form in _spellings(lower))


def _is_walk(lower: str) -> bool:
    """Whether a password is a walk over the keyboard, with digits or signs after it."""
    pieces = {lower, _END.sub("", lower)}
    return any(
        len(piece) >= _SHORTEST_PIECE and (piece in walk or piece[::-1] in walk)
        for piece in pieces
        for walk in _WALKS
    )


def _spellings(lower: str) -> set[str]:
    """A password as it is, and with digits and signs read as letters in all but its end."""
    n = len(lower)
    return {lower} | {
        lower[:cut].translate(_FOR_LETTERS) + lower[cut:] for cut in range(max(1, n - _DIGITS_BACK), n + 1)
    }
