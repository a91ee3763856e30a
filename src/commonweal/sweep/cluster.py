"""Where a sweep runs: processes of this machine, or any Dask scheduler by its address."""

from __future__ import annotations

import ipaddress
import logging
import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from commonweal.errors import ModelError, SolverStopped
from commonweal.sweep.extras import distributed

__all__ = ["Cluster", "connected", "cores"]

_PACKAGES = ("commonweal", "distributed", "dask", "highspy", "numpy", "polars", "scipy")
_NEEDED = ("commonweal", "python", "distributed")
"""What must be the same everywhere; the others may change the last digits of a plan."""

_PATIENCE = "20s"  # to find the scheduler
_WAIT = 60.0  # seconds that a scheduler without workers gets to find one


@dataclass(frozen=True)
class Cluster:
    """Where the points of a sweep are planned.

    Attributes
    ----------
    address
        Of a Dask scheduler, such as ``tls://planner.example.org:8786``; None for processes of this
        machine, which nobody else can reach.
    processes
        How many processes of this machine; None for as many as it has cores.
    tls_ca, tls_cert, tls_key
        Files with which a scheduler is spoken to: who signs it, and who asks.
    """

    address: str | None = None
    processes: int | None = None
    tls_ca: str | Path | None = None
    tls_cert: str | Path | None = None
    tls_key: str | Path | None = None

    def __post_init__(self) -> None:
        if self.processes is not None and self.processes < 1:
            raise ModelError(f"A sweep can't run on {self.processes} processes.")
        files = {"tls_ca": self.tls_ca, "tls_cert": self.tls_cert, "tls_key": self.tls_key}
        if self.address is None:
            return
        given = urlsplit(self.address if "://" in self.address else f"tcp://{self.address}")
        if given.scheme not in ("tcp", "tls") or not given.hostname or given.port is None:
            raise ModelError(
                f"'{self.address}' is no address of a scheduler: write tls://HOST:8786, or "
                "tcp://127.0.0.1:8786 for one of this machine."
            )
        if given.scheme == "tcp" and not _is_loopback(given.hostname):
            raise ModelError(
                f"'{self.address}' would be spoken to in the clear, and whoever can speak to a scheduler can "
                "run programs on its workers. Use tls:// with --tls-ca, --tls-cert and --tls-key, or an SSH "
                "tunnel to tcp://127.0.0.1."
            )
        if given.scheme == "tls":
            for name, file in files.items():
                option = "--" + name.replace("_", "-")
                if file is None:
                    raise ModelError(f"'{self.address}' needs {option}: certificates in PEM files.")
                if not Path(file).is_file():
                    raise ModelError(f"There is no file '{file}' ({option}).")


def _is_loopback(host: str) -> bool:
    """Whether a host is this machine and can't be anything else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def connected(cluster: Cluster) -> Iterator[Any]:
    """A client of the scheduler, which has workers of the same version.

    Raises
    ------
    ModelError
        If Dask is not installed, or the versions don't go together.
    SolverStopped
        If the scheduler can't be reached, has no workers, or went away.
    """
    dask = distributed()
    _silence()
    opened = _embedded(dask, cluster) if cluster.address is None else _reached(dask, cluster)
    try:
        with opened as client:
            _refuse_others(client)
            yield client
    except dask.comm.CommClosedError as error:
        raise SolverStopped("The scheduler went away.") from error


def _silence() -> None:
    """Let Dask say nothing: what matters is told in our words."""
    for name in ["distributed", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _embedded(dask: Any, cluster: Cluster) -> Iterator[Any]:
    """Processes of this machine, on its loopback, with a certificate made for this run only."""
    import dask.config as settings  # noqa: PLC0415 - an extra

    ours = {
        "distributed.scheduler.allowed-failures": 0,  # what kills a worker is tried once more, alone
        "distributed.scheduler.worker-saturation": 1.0,  # no point waits on a worker that may die
        "distributed.worker.memory.pause": False,
        "distributed.comm.retry.count": 2,
        "distributed.scheduler.http.routes": [],  # its web server has nothing to say, to nobody
        "distributed.worker.http.routes": [],
    }
    with (
        settings.set(ours),
        dask.LocalCluster(
            n_workers=cluster.processes or cores(),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            security=dask.Security.temporary(),
            silence_logs=logging.CRITICAL,
            preload="commonweal.sweep.deaf",
        ) as own,
        dask.Client(own, set_as_default=False) as client,
    ):
        yield client


@contextmanager
def _reached(dask: Any, cluster: Cluster) -> Iterator[Any]:
    """A scheduler that somebody else started."""
    security = None
    if cluster.tls_ca is not None:
        security = dask.Security(
            tls_ca_file=str(cluster.tls_ca),
            tls_client_cert=str(cluster.tls_cert),
            tls_client_key=str(cluster.tls_key),
            require_encryption=True,
        )
    try:
        client = dask.Client(cluster.address, security=security, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        why = str(error).partition("\n")[0]
        raise SolverStopped(
            f"The scheduler at {cluster.address} can't be reached: {why}. Is it running, and are the "
            "certificates those of the scheduler?"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError as error:
            raise SolverStopped(f"The scheduler at {cluster.address} has no workers. Start some.") from error
        yield client


def _versions() -> dict[str, str]:
    """Versions of what answers depend on, where this runs.

    All that planning needs is loaded: where that fails later, Dask tries it for ever.
    """
    import_module("commonweal.sweep.planning")
    found = {"python": ".".join(platform.python_version_tuple()[:2])}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = ""
    return found


def _refuse_others(client: Any) -> None:
    """Refuse workers that would give other answers, or none."""
    own = _versions()
    answers: Mapping[str, Any] = client.run(_versions, on_error="return")
    for address, theirs in answers.items():
        if isinstance(theirs, ImportError):
            raise ModelError(
                f"Workers can't load {theirs.name}: {theirs.msg}. Install commonweal[dask] "
                f"{own['commonweal']} where they run."
            )
        if isinstance(theirs, Exception):
            continue  # it went away meanwhile
        wrong = [name for name in _NEEDED if theirs.get(name) != own[name]]
        if wrong:
            differs = ", ".join(
                f"{name} {theirs.get(name) or 'missing'} (here: {own[name]})" for name in wrong
            )
            raise ModelError(f"The worker at {address} has {differs}. Install the same versions everywhere.")
