"""The table of rights: who may do what."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from commonweal.access.actor import FIRST_RUN, NOBODY, Actor
from commonweal.access.deciding import IN_PROJECT, NEEDS, Answer, Need, Role, allowed

ADA, PROJECT = "a" * 32, "b" * 32

ACTORS = {
    "nobody": NOBODY,
    "a link": Actor(None, "link", False, "link", "read", PROJECT),
    "a session": Actor(ADA, "ada", False, "session", "manage"),
    "an admin": Actor(ADA, "ada", True, "session", "manage"),
    "the local person": Actor(ADA, "local", True, "local", "manage"),
    "a token to read": Actor(ADA, "ada", True, "token", "read"),
    "a token to plan": Actor(ADA, "ada", True, "token", "plan"),
    "a token to manage": Actor(ADA, "ada", True, "token", "manage"),
    "a token of one project": Actor(ADA, "ada", True, "token", "manage", PROJECT),
    "the first-run token": FIRST_RUN,
}

# y: yes, r: refused, s: sign in; in the order of the columns
ACCOUNTS = """
                        anyone signed-in oneself admin first-admin
nobody                  y      s         s       s     s
a link                  y      y         r       r     r
a session               y      y         y       r     r
an admin                y      y         y       y     y
the local person        y      y         y       y     y
a token to read         y      y         r       r     r
a token to plan         y      y         r       r     r
a token to manage       y      y         y       y     y
a token of one project  y      y         r       r     r
the first-run token     y      y         r       r     y
"""

# for each need the answers to viewer, planner, owner
PROJECTS = """
                        viewer member planner owner
a session               yyy    yyy    ryy     rry
an admin                yyy    yyy    ryy     rry
the local person        yyy    yyy    ryy     rry
a token to read         yyy    yyy    rrr     rrr
a token to plan         yyy    yyy    ryy     rrr
a token to manage       yyy    yyy    ryy     rry
a token of one project  yyy    yyy    ryy     rry
"""

LETTERS = {Answer.YES: "y", Answer.REFUSED: "r", Answer.SIGN_IN: "s", Answer.NOT_THERE: "n"}
ROLES: tuple[Role, ...] = ("viewer", "planner", "owner")


def cells(table: str) -> list[tuple[str, Need, str]]:
    """The cells of a table: actor, need, letters."""
    head, *lines = table.strip("\n").splitlines()
    needs = head.split()
    return [
        (line[:24].strip(), need, letters)
        for line in lines
        for need, letters in zip(needs, line[24:].split(), strict=True)
    ]


@pytest.mark.parametrize("actor, need, letter", cells(ACCOUNTS))
def test_accounts_are_for_whom_the_table_says(actor: str, need: Need, letter: str) -> None:
    assert LETTERS[allowed(ACTORS[actor], None, need)] == letter


@pytest.mark.parametrize("actor, need, letters", cells(PROJECTS))
def test_projects_are_for_whom_the_table_says(actor: str, need: Need, letters: str) -> None:
    assert "".join(LETTERS[allowed(ACTORS[actor], role, need)] for role in ROLES) == letters


def test_the_tables_have_every_need_and_every_actor() -> None:
    assert {need for _, need, _ in cells(ACCOUNTS) + cells(PROJECTS)} == set(get_args(Need)) == set(NEEDS)
    assert {actor for actor, _, _ in cells(ACCOUNTS)} == set(ACTORS)


@pytest.mark.parametrize("actor, need", list(product(ACTORS, IN_PROJECT)))
def test_without_a_role_there_is_no_such_project(actor: str, need: Need) -> None:
    expected = Answer.SIGN_IN if actor == "nobody" else Answer.NOT_THERE
    assert allowed(ACTORS[actor], None, need) is expected


def test_a_link_only_reads_and_does_not_see_people() -> None:
    answers = [allowed(ACTORS["a link"], "viewer", need).value for need in IN_PROJECT]
    assert dict(zip(IN_PROJECT, answers, strict=True)) == {
        "viewer": "yes",
        "member": "refused",
        "planner": "refused",
        "owner": "refused",
    }


def as_markdown() -> list[str]:
    """The rows of the tables that the page on rights shows."""
    rows = [f"| `{need}` | {words} |" for need, words in NEEDS.items()]
    outside = [need for need in NEEDS if need not in IN_PROJECT]
    for name, actor in ACTORS.items():
        answers = [allowed(actor, None, need).value for need in outside]
        rows.append(f"| {name} | {' | '.join(answers)} |")
    for name in dict.fromkeys(actor for actor, _, _ in cells(PROJECTS)):
        answers = [
            ", ".join(allowed(ACTORS[name], role, need).value for role in ROLES) for need in IN_PROJECT
        ]
        rows.append(f"| {name} | {' | '.join(answers)} |")
    return rows


def test_the_page_on_rights_shows_the_table() -> None:
    page = Path(__file__).parents[3] / "docs" / "explanation" / "rights.md"
    lines = set(page.read_text(encoding="utf-8").splitlines())
    assert [row for row in as_markdown() if row not in lines] == []
