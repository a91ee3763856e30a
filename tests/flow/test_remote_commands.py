"""Commands with ``--server``: the same answers, the same files, the same exit codes."""

import json
import shutil
import signal
import time

import openpyxl
import polars as pl
import pytest

import commonweal as cw
from commonweal.examples import path
from commonweal.wire.economies import SetCell
from flow.tables_on_disk import written
from servers import serving, started


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with a project that holds the village."""
    with serving(tmp_path_factory.mktemp("server") / "store", "--workers", 1) as found:
        with cw.Client(found.url, found.token) as client:
            client.add_project("Winter").add_example("village")
        yield found


@pytest.fixture
def project(server):
    with cw.Client(server.url, server.token) as client:
        yield client.project("Winter")


@pytest.fixture
def at(run, server):
    """Run a command at the server."""
    return lambda *words: run(*words, "--server", server.folder, "--project", "Winter")


SHORT = ("village", "--periods", "2")
QUESTIONS = {
    "check": ("check", "village"),
    "scenarios": ("scenarios", "village", "second-landslide"),
    "plan": ("plan", *SHORT),
    "explain": ("explain", *SHORT, "--most", "1"),
    "why": ("why", *SHORT, "--supply", "goats"),
    "require": ("require", *SHORT, "--of", "flour", "--coverage", "0.5"),
    "compare": ("compare", *SHORT, "--rule", "total"),
    "rules": ("rules", *SHORT),
    "pool": ("pool", *SHORT),
    "criticality": ("criticality", *SHORT, "--of", "routes"),
}
WAIT = 60  # seconds, on a busy machine
QUICK = ("check", "scenarios", "why")


def by_table(text):
    """A text in which places are told by table, as a server knows no files; ends of lines move with them."""
    return " ".join(text.replace(".csv", "").split())


def assert_close(there, here):
    """The same texts, and numbers that differ by rounding alone."""
    there, here = plain(there), plain(here)
    assert there.keys() == here.keys()
    for place, value in here.items():
        same = value if isinstance(value, str | None) else pytest.approx(value, rel=1e-6, abs=1e-6)
        assert there[place] == same, place


def plain(told, path=""):
    """Numbers and texts by their place in what is told as JSON; seconds and paths of files left out."""
    if isinstance(told, dict):
        return {key: value for name in told for key, value in plain(told[name], f"{path}.{name}").items()}
    if isinstance(told, list):
        return {key: value for n, one in enumerate(told) for key, value in plain(one, f"{path}.{n}").items()}
    return {path: by_table(told) if isinstance(told, str) else told} if "seconds" not in path else {}


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in QUESTIONS]
)
def test_a_server_prints_what_this_machine_prints(run, at, name):
    words = QUESTIONS[name]
    here, there = run(*words), at(*words)
    assert (there.exit_code, by_table(there.stdout)) == (here.exit_code, by_table(here.stdout))
    here, there = run(*words, "--json"), at(*words, "--json")
    assert_close(json.loads(there.stdout), json.loads(here.stdout))


def test_a_plan_is_written_as_here_and_named_for_what_follows(at, folder, project):
    result = at("plan", *SHORT, "--out", "plan", "--lists", "lists", "--report", "plan.html", "--no-explain")
    assert result.exit_code == 0
    made = cw.read_plan(folder / "plan")
    assert made.certificate.quality == "verified"
    assert made.hash == cw.plan(made.economy).hash
    assert (folder / "lists" / "purchases.csv").is_file()
    assert "<html" in (folder / "plan.html").read_text()
    ident = next(plan.id for plan in project.plans() if plan.id in result.stderr)
    answer = at("why", ident[:12], "--supply", "goats")
    assert answer.exit_code == 0
    day = "2031-03-10"
    anew = at("replan", ident, "--from", day, "--json", "--out", "anew")
    assert anew.exit_code == 0
    assert json.loads(anew.stdout)
    assert cw.read_plan(folder / "anew").economy == made.economy


def test_a_comparison_is_written_as_here(at, folder):
    words = ("compare", *SHORT, "--rule", "total")
    assert at(*words, "--report", "two.html", "--out", "two", "--format", "parquet").exit_code == 0
    assert "<html" in (folder / "two.html").read_text()
    assert pl.read_parquet(folder / "two" / "coverage.parquet").height > 0
    assert json.loads((folder / "two" / "comparison.json").read_text())


def test_an_economy_of_this_machine_is_sent_first_and_it_is_said(at, folder, project):
    shutil.copytree(path("leontief"), folder / "mine")
    first = at("scenarios", "mine")
    assert "'mine' was sent to project 'Winter'" in first.stderr
    assert "just so (version 1)" in at("scenarios", "mine").stderr
    goods = folder / "mine" / "goods.csv"
    head, first_row, *others = goods.read_text().splitlines()
    goods.write_text("\n".join([head, *others, first_row]) + "\n")
    assert "is its version 2 now" in at("scenarios", "mine").stderr
    assert [version.number for version in project.economy("mine").history()] == [2, 1]


def test_faults_of_what_is_sent_are_found_there_and_nothing_is_kept(at, folder, project):
    shutil.copytree(path("leontief"), folder / "broken")
    (folder / "broken" / "goods.csv").write_text("good,unit\nwheat,nonsense\n")
    for command in ("check", "plan"):
        result = at(command, "broken")
        assert result.exit_code == 1
        assert "goods.csv" in result.output
    assert project.find_economy("broken") is None


def test_an_economy_of_the_server_can_be_had_in_other_forms(at, folder):
    assert at("convert", "village", "village.xlsx").exit_code == 0
    assert "needs" in openpyxl.load_workbook(folder / "village.xlsx", read_only=True).sheetnames
    assert cw.read(folder / "village.xlsx").hash == cw.read("village").hash
    assert at("export", "village", "--datapackage", "package").exit_code == 0
    assert (folder / "package" / "datapackage.json").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "nowhere"), "no economy 'nowhere'"),
        (("replan", "nowhere", "--from", "2031-03-10"), "no plan 'nowhere'"),
        (("explain", "village", "--scenario", "no-such"), "no-such"),
        (("why", "village", "--supply", "nobody"), "nobody"),
    ],
)
def test_what_there_is_not_is_said(at, words, said):
    result = at(*words)
    assert result.exit_code in {1, 2}
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.slow
def test_a_table_becomes_an_economy_here_and_there(run, at, folder, project):
    words = ("import", "symmetric", written(folder / "table"), "--scale", "1e3", "--name", "Two countries")
    here, there = run(*words, "--out", "here"), at(*words, "--out", "two")
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)
    kept = cw.read(folder / "two")
    assert kept.hash == cw.read(folder / "here").hash == project.economy("Two countries").read().hash
    assert cw.table_of(folder / "two").provenance.scale == 1e3
    again = at(*words, "--out", "three")
    assert again.exit_code == 1
    assert "Two countries" in again.stderr


def test_a_project_must_be_there_once_there_is_one(run, server):
    result = run("plan", "village", "--server", server.folder, "--project", "Wintr")
    assert result.exit_code == 1
    assert "'Wintr'" in result.stderr
    assert "Winter" in result.stderr


def test_nobody_there_is_said(run, folder):
    result = run("plan", "village", "--server", "elsewhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no folder" in result.stderr


def test_python_goes_through_all_of_it(project, folder):
    economy = project.upload("leontief", name="python").economy
    rows = economy.rows("needs", limit=1)
    assert rows.total == economy.read()["needs"].height
    amount = [column.name for column in rows.columns].index("amount")
    doubled = rows.rows[0][amount] * 2
    stale = project.economy("python")
    economy.edit([SetCell(table="needs", row=rows.positions[0], column="amount", value=doubled)], what="More")
    assert economy.table("needs", filters=[f"amount:eq:{doubled}"]).height >= 1
    with pytest.raises(cw.PlanningError, match="Version 2"):
        stale.undo()
    with pytest.raises(cw.DataError, match="amount"):
        economy.edit([SetCell(table="needs", row=0, column="amount", value=-1.0)])
    changed = economy.differences(1).tables[0]
    assert (changed.table, changed.changed) == ("needs", 1)
    assert (economy.undo().number, economy.redo().number, economy.restore(1).number) == (1, 2, 3)
    assert economy.read().hash == cw.read("leontief").hash
    plan = project.plan(economy)
    assert plan.certificate.quality == "verified"
    kept = next(project.plans(economy=economy))
    assert kept.plan().hash == plan.hash
    assert kept.table("coverage", limit=1).height == 1
    kept.download(folder / "plan.zip")
    assert cw.read_plan(folder / "plan.zip").hash == plan.hash
    (folder / "note.csv").write_text("a,b\n")
    note = project.attach(folder / "note.csv", f"economies/{economy.id}")
    assert [one.content() for one in project.attachments(f"economies/{economy.id}")] == [b"a,b\n"]
    note.delete()
    assert "economy.edited" in {event.what for event in project.events()}
    economy.delete()
    assert project.find_economy("python") is None


def test_a_token_and_a_link_open_what_they_are_for(server, project):
    with cw.Client(server.url, server.token) as owner:
        key = owner.add_token("night", scope="read", project=project.id).token
    link = project.add_link("press")
    for token in (key, link.token):
        with cw.Client(server.url, token) as reader:
            seen = reader.project("Winter")
            assert seen.find_economy("village") is not None
            with pytest.raises(cw.PlanningError):
                seen.add_example("leontief", name="no")
    project.delete_link(link.id)
    with cw.Client(server.url, link.token) as reader, pytest.raises(cw.PlanningError):
        reader.project("Winter")


def test_ctrl_c_ends_the_job_on_the_server(server, project, tmp_path):
    words = (
        "plan",
        "syria",
        "--scenario",
        "general-strike",
        "--server",
        server.folder,
        "--project",
        "Winter",
        "--report",
        "r.html",
    )
    process = started(*words, cwd=tmp_path)
    with process:
        end = time.monotonic() + WAIT
        while not any(job.told.request.get("scenario") == "general-strike" for job in project.jobs()):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        sent = time.perf_counter()
        out, said = process.communicate(timeout=20)
    assert time.perf_counter() - sent < 5
    assert (process.returncode, out) == (130, "")
    assert "The job on the server was cancelled" in said
    latest = next(project.jobs())
    while not latest.is_over and time.monotonic() < end:
        latest.look()
    assert latest.told.state == "cancelled"
    assert list(tmp_path.iterdir()) == []
