"""A Dask cluster by SSH for one command: python ssh.py HOST HOST … [--workers N] -- commonweal sweep FILE.

The first host has the scheduler, which listens to its own machine and the others by TLS; certificates are the
files ca.pem, planner.pem and planner.key in the folder named by SWEEP_TLS, the same path on every machine.
Needs asyncssh: pip install "commonweal[dask]" asyncssh.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from distributed import SSHCluster
from distributed.security import Security


def main() -> int:
    """Start the cluster, run the command, end the cluster."""
    asked = argparse.ArgumentParser()
    asked.add_argument("hosts", nargs="+")
    asked.add_argument("--workers", type=int, default=1, help="for each host")
    words = sys.argv[1:]
    command = words[words.index("--") + 1 :]
    given = asked.parse_args(words[: words.index("--")])
    tls = Path(os.environ["SWEEP_TLS"])
    files = {"ca": tls / "ca.pem", "cert": tls / "planner.pem", "key": tls / "planner.key"}
    roles = {
        f"tls_{role}_{part}": str(files[part])
        for role in ("scheduler", "worker", "client")
        for part in ("cert", "key")
    }
    security = Security(tls_ca_file=str(files["ca"]), require_encryption=True, **roles)
    own = {"dashboard_address": "127.0.0.1:0"}  # no HTTP to other machines
    options = {"nthreads": 1, "n_workers": given.workers, **own}
    hosts = [given.hosts[0], *given.hosts]
    with SSHCluster(hosts, scheduler_options=own, worker_options=options, security=security) as cluster:
        told = {"COMMONWEAL_SCHEDULER": cluster.scheduler_address}
        told |= {f"COMMONWEAL_TLS_{part.upper()}": str(file) for part, file in files.items()}
        return subprocess.run(command, env={**os.environ, **told}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
