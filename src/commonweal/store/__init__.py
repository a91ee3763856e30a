"""What a team keeps: projects, economies in versions, plans and who did what, on SQLite or PostgreSQL.

Nothing here is loaded by ``import commonweal``; the extra ``server`` installs what it needs.
"""
