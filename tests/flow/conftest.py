"""The command line, run in this process and in a folder of its own."""

import signal

import pytest
from typer.testing import CliRunner

import commonweal as cw
from commonweal.cli.app import app


@pytest.fixture(scope="session", autouse=True)
def _hears_ctrl_c():
    """Ctrl-C is heard, here and in processes begun here, also where the tests run in the background.

    A shell starts what it puts into the background deaf to Ctrl-C.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder):
    """Run ``commonweal`` with some words; the exit code may be anything, a traceback never."""

    def run_words(*words):
        result = CliRunner().invoke(app, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run_words


@pytest.fixture(scope="session")
def plan():
    """The plan of the village, as Python gives it."""
    return cw.plan(cw.read("village"))


@pytest.fixture
def planned(plan, monkeypatch):
    """Let ``commonweal plan`` give the plan of the village without making it again."""
    asked = {}

    def give(economy, **options):
        asked.update(options, economy=economy)
        return plan

    monkeypatch.setattr("commonweal.run.plan", give)
    return asked
