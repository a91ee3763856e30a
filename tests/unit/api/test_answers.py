"""Names of files, ETags, gates and seats."""

from __future__ import annotations

import threading

import pytest

from commonweal.api.answers import disposition
from commonweal.api.gates import Gate, Seats
from commonweal.api.settings import ServerSettings, is_loopback
from commonweal.errors import ModelError, TooMany


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("plan.csv", "plan.csv"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a"; filename="b.exe', "a_ filename=_b.exe"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie_ x"),
        ("\u202egpj.exe", "gpj.exe"),
        ("خطة.xlsx", "file.xlsx"),
        ("...", "file"),
        ("", "file"),
        ("a" * 500 + ".csv", "a" * 100 + ".csv"),
    ],
)
def test_a_file_is_saved_under_a_safe_name(name, plain):
    said = disposition(name)
    assert f'filename="{plain}";' in said
    assert said.isascii()
    assert said.isprintable()


def test_a_gate_lets_so_many_through_and_sends_others_away():
    gate = Gate(at_once=1, waiting=0, patience=0.01)
    with gate.queued(), gate.passing():
        with pytest.raises(TooMany), gate.queued():
            pass
        with pytest.raises(TooMany), gate.passing():
            pass
    with gate.queued(), gate.passing():
        pass


def test_who_waits_at_a_gate_passes_when_another_comes_out():
    gate = Gate(at_once=1, waiting=1, patience=5)
    passed = []

    def other() -> None:
        with gate.passing():
            passed.append(True)

    with gate.passing():
        thread = threading.Thread(target=other)
        thread.start()
        assert not passed
    thread.join()
    assert passed


def test_seats_are_counted_by_person():
    seats = Seats(1)
    with seats.taken("ada"):
        with seats.taken("bo"):
            pass
        with pytest.raises(TooMany), seats.taken("ada"):
            pass
    with seats.taken("ada"):
        pass


def test_without_accounts_a_server_listens_to_this_machine_only():
    assert all(map(is_loopback, ("127.0.0.1", "::1", "[::1]", "localhost", "127.8.8.8")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.4", "example.org", "")))
    with pytest.raises(ModelError, match=r"0\.0\.0\.0"):
        ServerSettings(host="0.0.0.0")
    assert ServerSettings(host="0.0.0.0", team=True).team
