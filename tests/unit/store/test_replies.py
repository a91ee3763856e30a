"""Replies: the same request again gets the same answer, and has its effect once."""

from __future__ import annotations

import threading

import pytest

from commonweal.errors import Conflict, ModelError
from commonweal.store.opening import Store
from commonweal.store.records import Reply
from commonweal.store.replies import claim_reply, keep_reply, reply_to
from commonweal.store.scope import SYSTEM, of_project
from stores import given_project
from unit.store.kept import ADA

REQUEST, OTHER = "1" * 64, "2" * 64
DONE = Reply(201, {"Location": "/economies/1"}, '{"id": "1"}')


def test_an_answer_is_kept_with_its_effect(store: Store) -> None:
    scope = of_project(given_project(store))
    with store.database.writing(scope) as connection:
        assert claim_reply(connection, ADA, "key", REQUEST) is None
        keep_reply(connection, ADA, "key", DONE)
    with store.database.writing(scope) as connection:
        assert claim_reply(connection, ADA, "key", REQUEST) == DONE
        assert reply_to(connection, ADA, "key", REQUEST) == DONE
        assert reply_to(connection, "b" * 32, "key", REQUEST) is None
        for look in (claim_reply, reply_to):
            with pytest.raises(Conflict, match="Another request"):
                look(connection, ADA, "key", OTHER)
        with pytest.raises(Conflict, match="answered already"):
            keep_reply(connection, ADA, "key", DONE)


def test_without_an_effect_there_is_no_answer(store: Store) -> None:
    def fail() -> None:
        with store.database.writing(SYSTEM) as connection:
            claim_reply(connection, ADA, "key", REQUEST)
            keep_reply(connection, ADA, "key", DONE)
            raise RuntimeError("lost")

    with pytest.raises(RuntimeError, match="lost"):
        fail()
    with store.database.writing(SYSTEM) as connection:
        assert claim_reply(connection, ADA, "key", OTHER) is None
        keep_reply(connection, ADA, "key", DONE)


def test_of_many_at_once_one_has_the_effect(store: Store) -> None:
    ready, effects, answers = threading.Barrier(5), [], []

    def ask(number: int) -> None:
        ready.wait()
        with store.database.writing(SYSTEM) as connection:
            answer = claim_reply(connection, ADA, "key", REQUEST)
            if answer is None:
                effects.append(number)
                answer = Reply(201, {}, str(number))
                keep_reply(connection, ADA, "key", answer)
        answers.append(answer.body)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(effects) == 1
    assert answers == [str(effects[0])] * 5


@pytest.mark.parametrize("key", ["", "x" * 201, "a\x00", "clé", "a\nb"])
def test_what_is_no_key_is_refused(sqlite_store: Store, key: str) -> None:
    with sqlite_store.database.writing(SYSTEM) as connection:
        for look in (claim_reply, reply_to):
            with pytest.raises(ModelError, match="idempotency key"):
                look(connection, ADA, key, REQUEST)
