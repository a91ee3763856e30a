"""``commonweal serve``: starts in words, tells where it is, and ends without leaving anything behind."""

import signal
import socket
import stat

import httpx
import pytest

import commonweal as cw
from commonweal.client.running import is_store, running_in, token_in
from servers import serving

PASSWORD = "four words nobody guesses"
FIRST = "There is no administrator yet. This token makes the first one, and then opens nothing any more."
LAST = "The server has ended."


def test_a_server_says_where_it_is_and_ends_on_a_signal(tmp_path, run):
    with serving(tmp_path / "store", "--workers", 1) as server:
        assert is_store(server.folder)
        assert running_in(server.folder).url == server.url
        assert token_in(server.folder) == server.token
        assert stat.S_IMODE((server.folder / "token").stat().st_mode) == 0o600
        assert httpx.get(f"{server.url}/livez").status_code == 200
        with cw.Client(server.url, server.token) as client:
            assert client.session().how == "local"
        _refusals(server, tmp_path, run)
        assert server.ended() == (0, "The server has ended.\n")
    assert running_in(server.folder) is None
    assert not (server.folder / "server.json").exists()
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", int(server.url.rpartition(":")[2])))


def _refusals(server, tmp_path, run):
    """What other commands say while the server runs."""
    second = run("serve", server.folder, "--port", 0)
    assert (second.exit_code, len(second.stderr.splitlines())) == (1, 1)
    assert "This store is open in" in second.stderr
    port = server.url.rpartition(":")[2]
    taken = run("serve", tmp_path / "other", "--port", port)
    assert (taken.exit_code, len(taken.stderr.splitlines())) == (2, 1)
    assert f"Port {port} is taken" in taken.stderr
    economy = run("check", server.folder)
    assert economy.exit_code == 2
    assert "--server" in economy.stderr


def test_after_ctrl_c_the_token_stays_for_the_next_start_and_a_team_can_take_over(tmp_path):
    with serving(tmp_path / "store", "--workers", 0) as first:
        assert first.ended(signal.SIGINT)[0] == 130
        kept = token_in(first.folder)
    with serving(tmp_path / "store", "--team", "--workers", 0) as second:
        assert kept == first.token != second.token
        with cw.Client(second.url, second.token) as client:
            client.add_person("ada", password=PASSWORD, admin=True)
        with cw.Client(second.url, second.token) as client, pytest.raises(cw.PlanningError):
            client.add_person("eve", password=PASSWORD, admin=True)
        with cw.Client(second.url, "") as client:
            assert client.sign_in("ada", PASSWORD).person.admin
        code, said = second.ended()
    assert code == 0
    assert second.token not in said
    assert [line for line in said.splitlines() if not line.startswith("{")] == [FIRST, LAST]


def test_without_accounts_only_this_machine_is_served(run, folder):
    result = run("serve", "--host", "0.0.0.0")
    assert result.exit_code == 2
    assert "this machine only" in result.stderr
    assert list(folder.iterdir()) == []
