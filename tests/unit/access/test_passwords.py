"""Passwords: which are good enough, and how they are kept."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest
from argon2 import PasswordHasher

from commonweal.access.common_passwords import is_common
from commonweal.access.passwords import check_new_password, hash_of_password, is_outdated, is_right
from commonweal.errors import Damaged, ModelError

GOOD = "copper harbour lentil"


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    one, other = hash_of_password(GOOD), hash_of_password(GOOD)
    assert one.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert one != other
    assert is_right(GOOD, one)
    assert is_right(GOOD, other)


def test_a_password_is_compared_exactly() -> None:
    kept = hash_of_password(" Copper\tharbour…läntil ")
    assert is_right(" Copper\tharbour…läntil ", kept)
    for wrong in ("Copper\tharbour…läntil", " copper\tharbour…läntil ", ""):
        assert not is_right(wrong, kept)


def test_where_nothing_is_kept_nothing_is_right_and_it_takes_as_long() -> None:
    kept = hash_of_password(GOOD)

    def seconds(of: str | None) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            assert not is_right("something else entirely", of)
            times.append(time.process_time() - start)
        return median(times)

    seconds(None)
    assert seconds(None) > 0.3 * seconds(kept)


def test_lesser_parameters_are_outdated() -> None:
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))
    assert not is_outdated(hash_of_password(GOOD))


def test_what_is_no_hash_is_damaged() -> None:
    with pytest.raises(Damaged, match="password"):
        is_right(GOOD, "nonsense")


def test_many_at_once_all_get_an_answer() -> None:
    kept = hash_of_password(GOOD)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: is_right(GOOD, kept), range(8)))


@pytest.mark.parametrize(
    "password, why",
    [
        ("elevenchars", "11 characters"),
        ("x" * 129, "129 characters"),
        ("abababababab", "tried first"),
        ("Password1234!", "tried first"),
        ("marina.kowalska99", "name"),
        ("good\ud800 enough words", "can't be kept"),
    ],
)
def test_a_password_that_is_not_good_enough_is_refused_with_why(password: str, why: str) -> None:
    with pytest.raises(ModelError, match=why) as error:
        check_new_password(password, "marina.kowalska@example.org")
    assert password not in str(error.value)


@pytest.mark.parametrize(
    "password", [GOOD, "ن" * 3 + " حبر ورق زيت", "a-b c.d!e?f,g", "🌾🍞🧺🛠🚜🌻🐝🍎🥕🧅🌽🫘"]
)
def test_any_characters_make_a_password(password: str) -> None:
    check_new_password(password, "ada")


ROOTS = (
    "password",
    "welcome",
    "letmein",
    "summer",
    "dragon",
    "football",
    "iloveyou",
    "admin",
    "qwerty",
    "monkey",
)


def test_thousands_of_common_forms_are_known() -> None:
    forms = {
        form
        for root in ROOTS
        for spelled in (root, root.title(), root.upper(), root.replace("o", "0").replace("a", "@"))
        for tail in [*map(str, range(1990, 2031)), "123456", "12345678", "123!", "1234567890"]
        for form in (spelled + tail, f"{spelled}{tail}!", f"{spelled}_{tail}", spelled + spelled + tail)
        if len(form) >= 12
    }
    assert len(forms) > 3000
    assert [form for form in forms if not is_common(form)] == []


@pytest.mark.parametrize(
    "password", ["qwertyuiop12", "1qaz2wsx3edc", "098765432109", "zxcvbnm,./!!!", "asdfghjkl123!"]
)
def test_walks_over_the_keyboard_are_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize("password", [GOOD, "letter to the miller", "vT9#qLm2xWzR", "admiral under elms"])
def test_other_passwords_are_not(password: str) -> None:
    assert not is_common(password)
