"""Slowing those who guess passwords, without giving strangers a way to keep somebody out.

Failures of the last quarter of an hour are counted for an account from one address, for an address, and for
an account. From the tenth on the next try has to wait, longer each time. Where an account was tried from many
addresses, one that failed less than three times itself does not wait: whoever owns the account gets in from
where they are, whatever others do from elsewhere.
"""

from __future__ import annotations

import datetime as dt
import math
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import Connection, delete, func, insert, select

from commonweal.errors import TooMany
from commonweal.store.moment import now
from commonweal.store.schema import attempts

__all__ = ["FREE", "WINDOW", "forget_failures", "neighbourhood", "note_try"]

FREE = 10
"""Failures after which the next try has to wait."""

WINDOW = dt.timedelta(minutes=15)
"""How long a failure counts."""

_LONGEST_ALONE, _LONGEST_SHARED = 900, 60  # seconds
_LOCKS = 0x5472_7900  # advisory locks of PostgreSQL that are for tries
_NEW_HERE = 3  # failures of an address below which it does not wait for those of others


def note_try(connection: Connection, account: str, address: str) -> None:
    """Count a try to sign in as failed, until it succeeds; so that many at once don't slip through.

    Parameters
    ----------
    account
        The name that was given, whether there is such an account or not.
    address
        Where it comes from.

    Raises
    ------
    TooMany
        If it has to wait.
    """
    place = neighbourhood(address)
    _one_at_a_time(connection, account, place)
    moment = now()
    wait = math.ceil(_wait(connection, account, place, moment))
    if wait > 0:
        raise TooMany(
            f"That was wrong too often. Try again in {wait} second{'' if wait == 1 else 's'}.", seconds=wait
        )
    connection.execute(insert(attempts).values(account=account, address=place, at=moment))


def forget_failures(connection: Connection, account: str, address: str) -> None:
    """Forget the failures of an account from an address: its person signed in."""
    connection.execute(
        delete(attempts).where(attempts.c.account == account, attempts.c.address == neighbourhood(address))
    )


def neighbourhood(address: str) -> str:
    """An address as failures are counted: of IPv6 the /64, which one household has to itself.

    Examples
    --------
    >>> neighbourhood("2001:db8::7:1"), neighbourhood("192.0.2.7")
    ('2001:db8::/64', '192.0.2.7')
    """
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)


def _one_at_a_time(connection: Connection, account: str, place: str) -> None:
    """Let tries of one account, or from one address, wait for each other until the transaction ends.

    On SQLite all that write do so anyway. Accounts come before addresses, so that no two wait crosswise.
    """
    if connection.dialect.name == "postgresql":
        for number, word in enumerate((account, place)):
            connection.execute(select(func.pg_advisory_xact_lock(_LOCKS + number, func.hashtext(word))))


def _wait(connection: Connection, account: str, place: str, moment: dt.datetime) -> float:
    """Seconds that a try has to wait."""
    since = moment - WINDOW
    here = (attempts.c.account == account) & (attempts.c.address == place)
    n_here, last_here = _failures(connection, here, since)
    wait = _still(n_here, last_here, moment, _LONGEST_ALONE)
    n, last = _failures(connection, attempts.c.address == place, since)
    wait = max(wait, _still(n, last, moment, _LONGEST_SHARED))
    if n_here >= _NEW_HERE:
        n, last = _failures(connection, attempts.c.account == account, since)
        wait = max(wait, _still(n, last, moment, _LONGEST_SHARED))
    return wait


def _failures(
    connection: Connection, which: object, since: dt.datetime
) -> tuple[int, dt.datetime | None]:  # fmt: skip
    """How many failures there are, and the last one's moment."""
    query = select(func.count(), func.max(attempts.c.at)).where(which, attempts.c.at > since)  # type: ignore[arg-type]
    n, last = connection.execute(query).one()
    return int(n), last


def _still(n: int, last: dt.datetime | None, moment: dt.datetime, longest: int) -> float:
    """Seconds still to wait after so many failures: 2, 4, 8, … from the tenth on."""
    if n < FREE or last is None:
        return 0.0
    wanted = min(2.0 ** (n - FREE + 1), longest)
    return max(0.0, wanted - (moment - last).total_seconds())
