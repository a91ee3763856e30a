"""Which schedulers are spoken to, and what is said where the extra is missing."""

import sys

import pytest

import commonweal as cw
from commonweal.sweep import cluster
from commonweal.sweep.cluster import Cluster, connected
from commonweal.sweep.extras import distributed, salib


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "planner.example.org:8786", "tcp://[::2]:8786"])
def test_no_scheduler_elsewhere_is_spoken_to_in_the_clear(address):
    with pytest.raises(cw.ModelError, match="in the clear"):
        Cluster(address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "localhost:8786", "tcp://[::1]:8786"])
def test_one_of_this_machine_is(address):
    assert Cluster(address).address == address


@pytest.mark.parametrize("address", ["http://127.0.0.1:8786", "tcp://127.0.0.1", "inproc://1", "ucx://a:1"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(cw.ModelError, match="no address"):
        Cluster(address)


def test_tls_needs_its_files(tmp_path):
    with pytest.raises(cw.ModelError, match="--tls-ca"):
        Cluster("tls://planner.example.org:8786")
    there = tmp_path / "ca.pem"
    there.touch()
    with pytest.raises(cw.ModelError, match=r"gone\.pem"):
        Cluster("tls://planner.example.org:8786", None, there, there, tmp_path / "gone.pem")


def test_no_processes_are_not_enough():
    with pytest.raises(cw.ModelError):
        Cluster(processes=0)


def test_a_scheduler_that_is_not_there_is_told_in_words(monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", "0.5s")
    with pytest.raises(cw.SolverStopped, match="can't be reached"), connected(Cluster("tcp://127.0.0.1:9")):
        pass


def test_without_the_extra_it_says_how_to_install_it(monkeypatch):
    for name, load in (("distributed", distributed), ("SALib", lambda: salib("analyze"))):
        for module in [module for module in sys.modules if module.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(cw.ModelError, match=r"commonweal\[dask\]"):
            load()
