"""A Dask cluster on Slurm for one command: python slurm.py N -- commonweal sweep FILE, with N workers.

Certificates are ca.pem, planner.pem and planner.key in the folder SWEEP_TLS, on the shared file system.
Needs dask-jobqueue: pip install "commonweal[dask]" dask-jobqueue.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dask_jobqueue import SLURMCluster
from distributed.security import Security


def main() -> int:
    """Ask for workers, run the command, give them back."""
    words = sys.argv[1:]
    n_workers, command = int(words[0]), words[words.index("--") + 1 :]
    tls = Path(os.environ["SWEEP_TLS"])
    files = {"ca": tls / "ca.pem", "cert": tls / "planner.pem", "key": tls / "planner.key"}
    roles = {
        f"tls_{role}_{part}": str(files[part])
        for role in ("scheduler", "worker", "client")
        for part in ("cert", "key")
    }
    security = Security(tls_ca_file=str(files["ca"]), require_encryption=True, **roles)
    cluster = SLURMCluster(
        cores=1,
        processes=1,
        memory="4GB",
        walltime="04:00:00",
        protocol="tls",
        security=security,
        scheduler_options={"dashboard_address": "127.0.0.1:0"},  # no HTTP to other machines
        worker_extra_args=["--dashboard-address", "127.0.0.1:0"],
        shared_temp_directory=str(tls),
    )
    with cluster:
        cluster.scale(n_workers)
        told = {"COMMONWEAL_SCHEDULER": cluster.scheduler_address}
        told |= {f"COMMONWEAL_TLS_{part.upper()}": str(file) for part, file in files.items()}
        return subprocess.run(command, env={**os.environ, **told}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
