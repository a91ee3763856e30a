"""Rows of sweeps: their table, written once unless they failed, and who sees them (PostgreSQL)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID, _HASH = sa.String(32), sa.String(64)


def upgrade() -> None:
    """Make the table ``points``."""
    op.create_table(
        "points",
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("key", _ID, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("row", sa.JSON(), nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.CheckConstraint("status IN ('done', 'failed')", name="ck_points_status"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_points_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "key", name="pk_points"),
    )
    for statement in _ON_POSTGRES if op.get_bind().dialect.name == "postgresql" else _ON_SQLITE:
        op.execute(statement)


_ON_SQLITE = (
    "CREATE TRIGGER written_once_points_update BEFORE UPDATE ON points WHEN OLD.status <> 'failed' "
    "BEGIN SELECT RAISE(ABORT, 'rows of points are written once'); END",
)
_ON_POSTGRES = (
    "CREATE TRIGGER written_once_points_update BEFORE UPDATE ON points FOR EACH ROW "
    "WHEN (OLD.status <> 'failed') EXECUTE FUNCTION written_once()",
    "ALTER TABLE points ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE points FORCE ROW LEVEL SECURITY",  # its owner too
    "CREATE POLICY whole ON points USING (current_setting('commonweal.scope', true) = 'system')",
    "CREATE POLICY project ON points "
    "USING (current_setting('commonweal.scope', true) = 'project:' || project_id)",
)
