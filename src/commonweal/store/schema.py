"""The tables of the store, the same on SQLite and PostgreSQL.

Ids are 32 hexadecimal digits, chosen at random by the program. Contents (tables, plans, attachments)
lie beside the database as files named by their SHA-256; rows hold *manifests*, which map the name of a
file (``needs.parquet``) to its hash. Rows that say what was made (``versions``, ``results``,
``events``) are written once and never changed; so are ``points``, unless they failed.

Every table with a column ``project_id`` is under row-level security on PostgreSQL. What is changed here
needs a migration in ``store/migrations/versions``; a test compares the two on both databases.
"""

from __future__ import annotations

from typing import get_args

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from commonweal.store.moment import Moment
from commonweal.wire.work import JobState, ResultKind

__all__ = [
    "ACTIVE",
    "FINAL",
    "JOB_KINDS",
    "ROLES",
    "STATES",
    "attachments",
    "attempts",
    "chains",
    "contents",
    "economies",
    "events",
    "jobs",
    "links",
    "members",
    "metadata",
    "people",
    "points",
    "projects",
    "replies",
    "results",
    "sessions",
    "tokens",
    "versions",
]

ROLES = ("viewer", "planner", "owner")
"""What members of a project may do, rising: read; change and plan; decide who is a member."""

STATES: tuple[str, ...] = get_args(JobState)
ACTIVE = ("queued", "running")
FINAL = ("finished", "failed", "cancelled")

JOB_KINDS: tuple[str, ...] = get_args(ResultKind)

_ID, _HASH = String(32), String(64)
_NAME = String(200)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """A column that holds one of a few words."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=column)


people = Table(
    "people",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", _NAME, nullable=False, unique=True),  # what they sign in by, lower case
    Column("title", _NAME, nullable=False, default=""),  # how they are shown
    Column("password", Text),  # argon2 with its salt and costs; None: can't sign in by password
    Column("subject", String(500), unique=True),  # 'ISSUER|SUBJECT' of OpenID Connect
    Column("admin", Boolean, nullable=False, default=False),  # may make accounts and projects
    Column("disabled_at", Moment),
    Column("created_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", _HASH, primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

tokens = Table(  # for programs
    "tokens",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", _NAME, nullable=False),
    Column("token_hash", _HASH, nullable=False, unique=True),
    Column("scope", String(16), nullable=False),  # read, plan, manage: the most that a role allows through it
    Column("only_project", _ID),  # None: all that the person is a member of
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

attempts = Table(  # failed sign-ins, to slow the next ones
    "attempts",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("account", _NAME, nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

projects = Table(
    "projects",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", _NAME, nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
    Column("deleted_at", Moment),  # gone for everybody; an admin can bring it back
)

members = Table(
    "members",
    metadata,
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("role", String(16), nullable=False),
    _one_of("role", ROLES),
)

links = Table(  # reading without an account, until a day
    "links",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", _NAME, nullable=False),
    Column("token_hash", _HASH, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

contents = Table(
    "contents",
    metadata,
    Column("hash", _HASH, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
)

economies = Table(
    "economies",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("name", _NAME, nullable=False),
    Column("head", Integer, nullable=False),  # number of the version that holds now; undo moves it back
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
    Column("deleted_at", Moment),
    Index(  # a deleted one leaves its name to others
        "uq_economies_project_id_name",
        "project_id",
        "name",
        unique=True,
        sqlite_where=text("deleted_at IS NULL"),
        postgresql_where=text("deleted_at IS NULL"),
    ),
)

versions = Table(  # written once
    "versions",
    metadata,
    Column("economy_id", _ID, ForeignKey("economies.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("parent", Integer),  # None for the first
    Column("economy_hash", _HASH, nullable=False),  # Economy.hash: the content without scenarios
    Column("manifest", JSON, nullable=False),  # name of file -> content hash, scenarios and table/ included
    Column("rows", JSON, nullable=False),  # name of table -> how many rows it has
    Column("hash", _HASH, nullable=False),  # of everything above and below in this row (store.sealing)
    Column("what", Text, nullable=False),  # what was done, in a sentence
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
)

results = Table(  # what jobs found; written once for a key
    "results",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("key", _HASH, nullable=False),  # hash of economy, scenario, options and program version
    Column("kind", String(16), nullable=False),
    Column("economy_id", _ID),
    Column("version", Integer),
    Column("scenario", _NAME, nullable=False, default=""),
    Column("options", JSON, nullable=False),
    Column("program_version", String(32), nullable=False),
    Column("summary", JSON, nullable=False),  # for lists: a plan's headline numbers, its quality
    Column("manifest", JSON, nullable=False),  # name of file -> content hash
    Column("hash", _HASH, nullable=False),  # of everything in this row but id, times and people
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
    UniqueConstraint("project_id", "key"),
    Index("ix_results_project_id_kind_created_at", "project_id", "kind", "created_at"),
    _one_of("kind", JOB_KINDS),
)

points = Table(  # what sweeps found, a point each; written once for a key, unless it failed
    "points",
    metadata,
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("key", _ID, primary_key=True),  # hash of economy, options, changes and program version
    Column("status", String(16), nullable=False),
    Column("row", JSON, nullable=False),
    Column("hash", _HASH, nullable=False),  # of everything in this row but time and person
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
    _one_of("status", ("done", "failed")),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("key", _HASH, nullable=False),
    Column("request", JSON, nullable=False),  # all that the child needs: manifests by hash, and options
    Column("state", String(16), nullable=False),
    Column("fence", Integer, nullable=False, default=0),  # rises with each claim; older claims can't write
    Column("worker", _NAME),  # HOST:PID of who holds the lease
    Column("child", Integer),  # process group of the child, to end it where it was left behind
    Column("lease_until", Moment),
    Column("cancel_asked_at", Moment),
    Column("phase", _NAME, nullable=False, default=""),
    Column("progress", JSON, nullable=False, default=dict),  # gap, level, programs, seconds, share
    Column("failure", JSON),  # problem details of why it failed: title, detail, code, findings
    Column("log", Text, nullable=False, default=""),  # the last lines that the child said
    Column("result_id", _ID, ForeignKey("results.id")),
    Column("retry_of", _ID),  # the job lost with its worker that this one does over
    Column("retried_as", _ID),
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Index("ix_jobs_state_created_at", "state", "created_at"),
    Index("ix_jobs_project_id_created_at", "project_id", "created_at"),
    _one_of("state", STATES),
    _one_of("kind", JOB_KINDS),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("project_id", _ID, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("about", String(80), nullable=False, default=""),  # 'economies/ID', 'plans/ID' or blank
    Column("name", _NAME, nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("content", _HASH, ForeignKey("contents.hash"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", _ID, nullable=False),
    Column("deleted_at", Moment),
)

events = Table(  # who did what when; only ever added to, each sealed with the one before
    "events",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("project_id", _ID),  # None: about accounts or the whole store
    Column("at", Moment, nullable=False),
    Column("who", String(80), nullable=False),  # a person's id, 'system', or 'link:ID'
    Column("what", String(80), nullable=False),  # 'economy.edited', 'plan.finished', 'member.added'
    Column("about", String(120), nullable=False, default=""),  # 'economies/ID', 'people/ID'
    Column("details", JSON, nullable=False),
    Column("hash", _HASH, nullable=False),
    Index("ix_events_project_id_number", "project_id", "number"),
)

chains = Table(  # where each chain of events ends; its row is the lock of those who add to it
    "chains",
    metadata,
    Column("project_id", _ID, primary_key=True),  # blank: the chain of the whole store
    Column("length", BigInteger, nullable=False),
    Column("hash", _HASH, nullable=False),  # of its last event
)

replies = Table(  # answers to requests with an idempotency key, kept for a day
    "replies",
    metadata,
    Column("who", _ID, primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request_hash", _HASH, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
)
