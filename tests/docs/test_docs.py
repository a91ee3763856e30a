"""The pages say what the program does: links lead somewhere, examples run, nothing is left out."""

import doctest
import importlib
import pkgutil
import re
import runpy
import shlex
import tomllib
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import commonweal as cw
from commonweal.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
MODULES = [module.name for module in pkgutil.walk_packages(cw.__path__, "commonweal.")]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.fixture(scope="module")
def plan():
    return cw.plan(cw.read("village"))


def blocks(page, language):
    """Text of the fenced blocks of a language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def anchors(page):
    """Anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    earlier = [plain[:number].count(anchor) for number, anchor in enumerate(plain)]
    return {f"{anchor}-{count}" if count else anchor for anchor, count in zip(plain, earlier, strict=True)}


def test_reference_pages_are_fresh():
    pages = runpy.run_path(str(ROOT / "scripts" / "make_reference.py"))["pages"]()
    for name, text in pages.items():
        written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert written == text, f"docs/reference/{name} is stale: run `make reference`"


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"https?:", target):
            continue
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), target
        if anchor and linked.suffix == ".md":
            assert anchor in anchors(linked), target


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_page_can_be_reached_from_the_readme(page):
    seen, queue = set(), [ROOT / "README.md"]
    while queue:
        here = queue.pop()
        seen.add(here)
        targets = re.findall(r"\]\(([^)#:]+\.md)", here.read_text(encoding="utf-8"))
        queue += [
            there for there in ((here.parent / target).resolve() for target in targets) if there not in seen
        ]
    assert page in seen


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_python_in_pages_runs(page, tmp_path, monkeypatch):
    if page.parent.name == "reference":
        return  # signatures, and docstrings that run where they stand
    monkeypatch.chdir(tmp_path)
    assert doctest.testfile(str(page), module_relative=False, optionflags=FLAGS, encoding="utf-8").failed == 0
    for code in blocks(page, "python"):
        if ">>>" not in code:
            exec(compile(code, page.name, "exec"), {})


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=FLAGS).failed == 0


def test_the_example_of_the_package_runs():
    result = doctest.testmod(cw, optionflags=FLAGS)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", cw.__all__)
def test_every_public_name_is_there_and_documented(name):
    value = getattr(cw, name)
    assert name in {"__version__", "TABLES"} or value.__doc__
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    assert name == "__version__" or f"\n## {name}\n" in page


def test_public_names_are_the_same_for_readers_and_for_type_checkers():
    text = (ROOT / "src" / "commonweal" / "__init__.py").read_text(encoding="utf-8")
    checked = text.partition("if TYPE_CHECKING:")[2].partition("__all__")[0]
    named = {name for line in re.findall(r"import (.*)", checked) for name in line.split(", ")}
    assert named == set(cw._HOME) == set(cw.__all__) - {"__version__"}


def test_every_option_says_what_it_does():
    groups = [typer.main.get_command(app)]
    while groups:
        for name, command in groups.pop().commands.items():
            groups += [command] if hasattr(command, "commands") else []
            for param in command.params:
                assert param.help, f"{name} {param.name}"


def test_every_command_in_pages_runs_and_prints_what_the_page_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for page in PAGES:
        for block in blocks(page, "console"):
            for shown in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = shown.partition("\n")
                words = shlex.split(command)
                assert words[0] == "commonweal", command
                result = CliRunner().invoke(app, words[1:])
                assert result.exit_code == 0, f"{command}: {result.output}"
                printed = {" ".join(line.split()) for line in result.output.splitlines()}
                for line in output.splitlines():
                    assert line.strip() in {"", "…"} or " ".join(line.split()) in printed, (
                        f"{command}: {line}"
                    )


def test_the_page_of_a_plan_names_every_table_and_column(plan):
    text = (ROOT / "docs" / "reference" / "plan-tables.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    for name, frame in plan.tables.items():
        for column in frame.columns:
            assert f"`{column}`" in sections[name], f"{name}.{column}"


def test_constraints_pin_everything_the_project_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    plain = {re.split(r"[<>=\[ ]", line)[0].lower().replace("_", "-") for line in needed} - {project["name"]}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in lines if line and line[0] != "#"}
    assert plain <= pinned
    assert all("==" in line and "@" not in line for line in lines if line and line[0] != "#")
