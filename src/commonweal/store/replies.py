"""Answers to requests with an idempotency key: whoever sends the same one again gets the same answer.

The key is claimed first and the answer kept last, both in the transaction that has the effect: so an effect
without its answer, or an answer without its effect, can't be.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from commonweal.errors import Conflict, ModelError
from commonweal.store.inserting import insertion
from commonweal.store.moment import now
from commonweal.store.records import Reply
from commonweal.store.schema import replies

__all__ = ["claim_reply", "keep_reply", "reply_to"]

_LONGEST_KEY = 200
_UNANSWERED = 0


def reply_to(connection: Connection, who: str, key: str, request: str) -> Reply | None:
    """What a request was answered, or None if it is new.

    Parameters
    ----------
    who
        Who sent it: keys of different people don't meet.
    key
        Its idempotency key.
    request
        Hash of the request: its method, path and body.

    Raises
    ------
    Conflict
        If another request had this key.
    ModelError
        If the key is none.
    """
    _refuse_bad(key)
    query = select(replies).where(replies.c.who == who, replies.c.key == key)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    if row.request_hash != request:
        raise Conflict("Another request had this idempotency key. Choose a new one for each request.")
    return Reply(row.status, row.headers, row.body)


def claim_reply(connection: Connection, who: str, key: str, request: str) -> Reply | None:
    """Claim a key for the transaction; where the request was answered already, its answer.

    Somebody else with the same key waits until this transaction ends. After None, do what was asked and
    call ``keep_reply`` before the transaction ends. Parameters and errors are those of ``reply_to``.
    """
    _refuse_bad(key)
    claimed = insertion(connection, replies).values(
        who=who, key=key, request_hash=request, status=_UNANSWERED, headers={}, body="", created_at=now()
    )
    if connection.execute(claimed.on_conflict_do_nothing().returning(replies.c.key)).first() is not None:
        return None
    return reply_to(connection, who, key, request)


def keep_reply(connection: Connection, who: str, key: str, reply: Reply) -> None:
    """Keep the answer to a request whose key was claimed in this transaction.

    Raises
    ------
    Conflict
        If the key was not claimed, or answered already.
    """
    headers: Mapping[str, str] = dict(reply.headers)
    kept = connection.execute(
        update(replies)
        .where(replies.c.who == who, replies.c.key == key, replies.c.status == _UNANSWERED)
        .values(status=reply.status, headers=headers, body=reply.body)
    )
    if not kept.rowcount:
        raise Conflict("The request with this idempotency key was answered already.")


def _refuse_bad(key: str) -> None:
    """Refuse a key that can't be kept.

    Raises
    ------
    ModelError
        If it is blank, too long, or not plain ASCII.
    """
    if not key or len(key) > _LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise ModelError(f"An idempotency key has 1 to {_LONGEST_KEY} plain characters, such as a UUID.")
