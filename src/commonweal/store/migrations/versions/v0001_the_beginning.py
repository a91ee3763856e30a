"""The first schema: its tables, what is written once, and who sees which rows (PostgreSQL)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID, _HASH, _NAME = sa.String(32), sa.String(64), sa.String(200)
_MOMENT = sa.DateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = (
    "kind IN ('plan', 'replan', 'rules', 'compare', 'explain', 'relief', "
    "'why', 'require', 'pool', 'criticality', 'import')"
)

_WRITTEN_ONCE = (("events", "UPDATE"), ("events", "DELETE"), ("versions", "UPDATE"), ("results", "UPDATE"))
_OF_A_PROJECT = (
    "members",
    "links",
    "economies",
    "versions",
    "results",
    "jobs",
    "attachments",
    "events",
    "chains",
)


def upgrade() -> None:
    """Make everything."""
    _people()
    _sessions()
    _tokens()
    _attempts()
    _projects()
    _members()
    _links()
    _contents()
    _economies()
    _versions()
    _results()
    _jobs()
    _attachments()
    _events()
    _chains()
    _replies()
    if op.get_bind().dialect.name == "postgresql":
        _written_once_on_postgres()
        _walls()
    else:
        _written_once_on_sqlite()


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("title", _NAME, nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("subject", sa.String(length=500), nullable=True),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name", name="uq_people_name"),
        sa.UniqueConstraint("subject", name="uq_people_subject"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", _HASH, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("csrf", _HASH, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_sessions_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("token_hash", _HASH, nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("only_project", _ID, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=True),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_tokens_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("token_hash", name="uq_tokens_token_hash"),
    )
    op.create_index("ix_tokens_person_id", "tokens", ["person_id"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("account", _NAME, nullable=False),
        sa.Column("address", _HASH, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_attempts"),
    )
    op.create_index("ix_attempts_at", "attempts", ["at"])


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("deleted_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.CheckConstraint("role IN ('viewer', 'planner', 'owner')", name="ck_members_role"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_members_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_members_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "person_id", name="pk_members"),
    )
    op.create_index("ix_members_person_id", "members", ["person_id"])


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("token_hash", _HASH, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_links_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("token_hash", name="uq_links_token_hash"),
    )
    op.create_index("ix_links_project_id", "links", ["project_id"])


def _contents() -> None:
    op.create_table(
        "contents",
        sa.Column("hash", _HASH, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_contents"),
    )


def _economies() -> None:
    op.create_table(
        "economies",
        sa.Column("id", _ID, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("deleted_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_economies_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_economies"),
    )
    op.create_index(
        "uq_economies_project_id_name",
        "economies",
        ["project_id", "name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("economy_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("economy_hash", _HASH, nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["economy_id"], ["economies.id"], name="fk_versions_economy_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_versions_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("economy_id", "number", name="pk_versions"),
    )
    op.create_index("ix_versions_project_id", "versions", ["project_id"])


def _results() -> None:
    op.create_table(
        "results",
        sa.Column("id", _ID, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("key", _HASH, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("economy_id", _ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("scenario", _NAME, nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("program_version", _ID, nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.CheckConstraint(_KINDS, name="ck_results_kind"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_results_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_results"),
        sa.UniqueConstraint("project_id", "key", name="uq_results_project_id_key"),
    )
    op.create_index("ix_results_project_id_kind_created_at", "results", ["project_id", "kind", "created_at"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", _HASH, nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("worker", _NAME, nullable=True),
        sa.Column("child", sa.Integer(), nullable=True),
        sa.Column("lease_until", _MOMENT, nullable=True),
        sa.Column("cancel_asked_at", _MOMENT, nullable=True),
        sa.Column("phase", _NAME, nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("failure", sa.JSON(), nullable=True),
        sa.Column("log", sa.Text(), nullable=False),
        sa.Column("result_id", _ID, nullable=True),
        sa.Column("retry_of", _ID, nullable=True),
        sa.Column("retried_as", _ID, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.CheckConstraint(_KINDS, name="ck_jobs_kind"),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'finished', 'failed', 'cancelled')", name="ck_jobs_state"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_jobs_project_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name="fk_jobs_result_id"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_project_id_created_at", "jobs", ["project_id", "created_at"])
    op.create_index("ix_jobs_state_created_at", "jobs", ["state", "created_at"])


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("content", _HASH, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("deleted_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["content"], ["contents.hash"], name="fk_attachments_content"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_attachments_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index("ix_attachments_project_id", "attachments", ["project_id"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("project_id", _ID, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
    )
    op.create_index("ix_events_project_id_number", "events", ["project_id", "number"])


def _chains() -> None:
    op.create_table(
        "chains",
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("project_id", name="pk_chains"),
    )


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("who", _ID, nullable=False),
        sa.Column("key", _NAME, nullable=False),
        sa.Column("request_hash", _HASH, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("who", "key", name="pk_replies"),
    )
    op.create_index("ix_replies_created_at", "replies", ["created_at"])


def _written_once_on_sqlite() -> None:
    """Triggers that refuse to change what is written once."""
    for table, verb in _WRITTEN_ONCE:
        _run(
            "CREATE TRIGGER written_once_%(table)s_%(verb)s BEFORE %(verb)s ON %(table)s "
            "BEGIN SELECT RAISE(ABORT, 'rows of %(table)s are written once'); END",
            table=table,
            verb=verb,
        )


def _written_once_on_postgres() -> None:
    """The same; TRUNCATE of events too."""
    _run(
        "CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of this table are written once' USING ERRCODE = '23000'; END $$"
    )
    for table, verb in (*_WRITTEN_ONCE, ("events", "TRUNCATE")):
        _run(
            "CREATE TRIGGER written_once_%(table)s_%(verb)s BEFORE %(verb)s ON %(table)s "
            "FOR EACH STATEMENT EXECUTE FUNCTION written_once()",
            table=table,
            verb=verb,
        )


def _walls() -> None:
    """Row-level security: nothing is seen without a scope, and in one only what it allows (store.scope)."""
    for table in ("projects", *_OF_A_PROJECT):
        _run("ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY", table=table)
        _run("ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY", table=table)  # its owner too
        _run(
            "CREATE POLICY whole ON %(table)s USING (current_setting('commonweal.scope', true) = 'system')",
            table=table,
        )
        _run(
            "CREATE POLICY project ON %(table)s "
            "USING (current_setting('commonweal.scope', true) = 'project:' || %(column)s)",
            table=table,
            column="id" if table == "projects" else "project_id",
        )
    _run(
        "CREATE POLICY person ON members FOR SELECT "
        "USING (current_setting('commonweal.scope', true) = 'person:' || person_id)"
    )
    _run(
        "CREATE POLICY person ON projects FOR SELECT USING (EXISTS (SELECT 1 FROM members "
        "WHERE members.project_id = projects.id "
        "AND current_setting('commonweal.scope', true) = 'person:' || members.person_id))"
    )


def _run(statement: str, **names: str) -> None:
    """A statement with names of ours put in."""
    op.execute(sa.DDL(statement, context=names))  # type: ignore[no-untyped-call]
