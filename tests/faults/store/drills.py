"""Every drill, by name."""

from __future__ import annotations

from faults.store.backups import back_up
from faults.store.cancelled_jobs import cancel_jobs
from faults.store.damaged_log import damage_logs
from faults.store.database_away import restart_databases
from faults.store.flipped_bytes import flip_bytes
from faults.store.full_disk import fill_disks, limit_files
from faults.store.full_server import fill_servers
from faults.store.killed_children import kill_children
from faults.store.killed_postgres import kill_postgres
from faults.store.killed_server import kill_servers
from faults.store.killed_writer import kill_writers
from faults.store.outcome import Drill
from faults.store.same_plan import plan_again
from faults.store.two_processes import open_twice
from faults.store.two_servers import serve_twice

__all__ = ["DRILLS", "SEED"]

SEED = 5

_ALL = (
    Drill("killed-writer", kill_writers, short=10, long=500),
    Drill("killed-postgres", kill_postgres, short=4, long=100),
    Drill("full-disk", fill_disks, short=1, long=20, root=True),
    Drill("file-limit", limit_files, short=1, long=20),
    Drill("two-processes", open_twice, short=3, long=100),
    Drill("killed-server", kill_servers, short=1, long=100),
    Drill("cancelled-jobs", cancel_jobs, short=2, long=200),
    Drill("killed-children", kill_children, short=0, long=60),
    Drill("database-away", restart_databases, short=1, long=30),
    Drill("full-server", fill_servers, short=1, long=20, root=True),
    Drill("backups", back_up, short=1, long=20),
    Drill("same-plan", plan_again, short=0, long=20),
    Drill("two-servers", serve_twice, short=0, long=12),
    Drill("damaged-log", damage_logs, short=5, long=200),
    Drill("flipped-bytes", flip_bytes, short=7, long=220),
)

DRILLS = {drill.name: drill for drill in _ALL}
