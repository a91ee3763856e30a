"""Wrong passwords make the next try wait, and strangers can't keep anybody out."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from commonweal.access import throttle
from commonweal.access.throttle import FREE, forget_failures, neighbourhood, note_try
from commonweal.errors import TooMany
from commonweal.store.opening import Store
from commonweal.store.scope import SYSTEM

START = dt.datetime(2031, 6, 1, 12, tzinfo=dt.UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> dt.datetime:
        return self.moment

    def pass_by(self, seconds: float) -> None:
        self.moment += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(throttle, "now", made)
    return made


def tried(store: Store, account: str = "ada", address: str = "192.0.2.1") -> int:
    """Try once; the seconds to wait, or 0."""
    try:
        with store.database.writing(SYSTEM) as connection:
            note_try(connection, account, address)
    except TooMany as error:
        return error.seconds
    return 0


def test_ten_failures_are_free_and_then_each_waits_longer(store: Store, clock: Clock) -> None:
    waits = []
    for _ in range(FREE + 6):
        wait = tried(store)
        if wait:
            waits.append(wait)
            clock.pass_by(wait)
            assert tried(store) == 0
    assert waits == [2, 4, 8, 16, 32, 64]


def test_a_try_that_had_to_wait_does_not_count(store: Store, clock: Clock) -> None:
    for _ in range(FREE):
        assert tried(store) == 0
    assert [tried(store) for _ in range(20)] == [2] * 20


def test_after_a_quarter_of_an_hour_failures_are_forgotten(store: Store, clock: Clock) -> None:
    for _ in range(FREE):
        tried(store)
    clock.pass_by(15 * 60 + 1)
    assert [tried(store) for _ in range(FREE)] == [0] * FREE


def test_an_address_that_tries_many_accounts_waits(store: Store, clock: Clock) -> None:
    assert [tried(store, f"person{n}") for n in range(FREE)] == [0] * FREE
    assert tried(store, "somebody") > 0
    assert tried(store, "somebody", "192.0.2.9") == 0


def test_an_account_tried_from_many_addresses_waits_but_not_where_its_owner_is(
    store: Store, clock: Clock
) -> None:
    for n in range(30):
        tried(store, "ada", f"198.51.100.{n}")
    assert [tried(store, "ada", "192.0.2.7") for _ in range(3)] == [0, 0, 0]
    assert tried(store, "ada", "192.0.2.7") > 0


def test_signing_in_forgets_the_failures_of_that_account_from_there(store: Store, clock: Clock) -> None:
    for _ in range(FREE - 1):
        tried(store)
    with store.database.writing(SYSTEM) as connection:
        forget_failures(connection, "ada", "192.0.2.1")
    assert [tried(store) for _ in range(FREE)] == [0] * FREE


def test_nobody_waits_longer_than_the_failures_count(store: Store, clock: Clock) -> None:
    longest = 0
    for _ in range(FREE + 25):
        wait = tried(store)
        longest = max(longest, wait)
        clock.pass_by(wait)
    assert 64 <= longest <= 900


@pytest.mark.parametrize(
    "address, place",
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        ("x" * 100, "x" * 64),
    ],
)
def test_neighbours_of_ipv6_count_as_one(address: str, place: str) -> None:
    assert neighbourhood(address) == place


def test_many_tries_at_once_don_t_slip_through(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: tried(store), range(3 * FREE)))
    assert waits.count(0) == FREE
