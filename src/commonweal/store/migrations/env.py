"""What alembic runs: the steps, inside the transaction that ``store.migrating`` began."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
