"""An example of every message, for the OpenAPI document; a test reads each as the message that it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.api.examples_explanations import EXPLANATION
from commonweal.api.examples_pictures import PICTURES

__all__ = ["EXAMPLES"]

_PROJECT, _ECONOMY, _JOB = "5f" * 16, "0b" * 16, "c4" * 16
_RESULT, _PLAN, _PERSON, _LINK = "7d" * 16, "a1" * 16, "3e" * 16, "9b" * 16
_ATTACHMENT, _TOKEN = "e2" * 16, "6f" * 16
_AT, _LATER = "2031-03-01T08:30:00Z", "2031-03-31T08:30:00Z"
_STAMP = {"created_at": _AT, "created_by": _PERSON}
_HASH = "6f29c3425572d5d5b9bf68f74544ee2d99be047b1f784252e486a4a86ab4dcf5"

_PERSON_TOLD = {
    "id": _PERSON, "name": "ada", "title": "Ada Okafor", "admin": False, "disabled": False, "created_at": _AT,
}  # fmt: skip
_TOKEN_TOLD = {
    "id": _TOKEN, "name": "nightly", "scope": "plan", "project": _PROJECT, "created_at": _AT,
    "expires_at": _LATER, "used_at": None,
}  # fmt: skip
_LINK_TOLD = _STAMP | {"id": _LINK, "name": "for the council", "expires_at": _LATER}
_VERSION = _STAMP | {
    "number": 2,
    "parent": 1,
    "economy_hash": _HASH,
    "hash": _HASH[::-1],
    "what": "needs: 1 cell set.",
    "rows": {"goods": 17, "needs": 5},
    "scenarios": ["hard-spring"],
}
_ECONOMY_TOLD = _STAMP | {
    "id": _ECONOMY, "name": "village", "version": _VERSION, "can_undo": True, "can_redo": False,
}  # fmt: skip
_FINDING = {
    "code": "E03",
    "severity": "warning",
    "why": "Nothing supplies or makes this good.",
    "remedy": "Add a supply, or take the need out.",
    "file": "needs",
    "row": 5,
    "column": "good",
    "value": "soap",
}
_SCENARIO = {
    "name": "late-rain",
    "title": "The rain comes late",
    "parent": "",
    "changes": [
        {
            "do": "scale",
            "table": "activities",
            "where": "activity=grow_wheat",
            "column": "capacity",
            "value": 0.7,
            "from": "2031-03-10",
            "because": "The rain comes three weeks late",
            "confidence": "forecast",
        }
    ],
}
_PROGRESS = {
    "phase": "tier 1, level 3: 62.0 % covered, 812 needs still rising",
    "gap": 0.0004,
    "n_programs": 7,
    "seconds": 3.2,
}
_JOB_TOLD = _STAMP | {
    "id": _JOB,
    "kind": "plan",
    "state": "running",
    "request": {"kind": "plan", "economy": _ECONOMY, "scenario": "hard-spring"},
    "progress": _PROGRESS,
    "failure": None,
    "result": None,
    "retry_of": None,
    "retried_as": None,
    "started_at": _AT,
    "ended_at": None,
}
_RESULT_TOLD = _STAMP | {
    "id": _RESULT,
    "kind": "plan",
    "economy": _ECONOMY,
    "version": 2,
    "scenario": "hard-spring",
    "options": {"rule": "leximin", "language": "en"},
    "program_version": "0.1.0",
    "summary": {"quality": "verified", "rule": "leximin"},
    "tables": ["activities", "coverage", "flows"],
    "files": ["document.json", "report.html", "text.txt"],
    "hash": _HASH,
}

_ABOUT_PEOPLE: Mapping[str, Any] = {
    "SignIn": {"name": "ada", "password": "copper harbour lentil"},
    "Session": {
        "person": _PERSON_TOLD,
        "how": "session",
        "csrf": "hVZx0o8Vj0m3",
        "expires_at": _LATER,
    },
    "Person": _PERSON_TOLD,
    "NewPerson": {"name": "ada", "title": "Ada Okafor", "password": "copper harbour lentil"},
    "PersonChange": {"disabled": True},
    "PasswordChange": {"old": "copper harbour lentil", "new": "violet ladder monsoon"},
    "Project": _STAMP
    | {"id": _PROJECT, "name": "Valley", "description": "Food until the harvest.", "role": "owner"},
    "NewProject": {"name": "Valley", "description": "Food until the harvest."},
    "ProjectChange": {"name": "Valley and hill"},
    "Member": {"person": _PERSON, "name": "ada", "title": "Ada Okafor", "role": "planner"},
    "RoleChange": {"role": "planner"},
    "Token": _TOKEN_TOLD,
    "NewToken": {"name": "nightly", "scope": "plan", "days": 90},
    "TokenMade": _TOKEN_TOLD | {"token": "cw_…"},
    "Ways": {"mode": "team", "oidc": "Accounts of the city", "first_run": False},
    "Link": _LINK_TOLD,
    "NewLink": {"name": "for the council", "days": 30},
    "LinkMade": _LINK_TOLD | {"token": "cwl_…"},
    "Event": {
        "number": 12,
        "at": _AT,
        "who": _PERSON,
        "what": "economy.edited",
        "about": f"economies/{_ECONOMY}",
        "details": {"version": 2},
    },
}
_ABOUT_ECONOMIES: Mapping[str, Any] = {
    "Economy": _ECONOMY_TOLD,
    "Version": _VERSION,
    "Kept": {"economy": _ECONOMY_TOLD, "kept": True, "findings": [_FINDING]},
    "Rename": {"name": "village, revised"},
    "Checked": {"sound": True, "findings": [_FINDING]},
    "Rows": {
        "columns": [
            {"name": "good", "type": "text"},
            {"name": "amount", "type": "number", "unit": "unit of the good per person and day"},
        ],
        "rows": [["energy", 2100.0], ["protein", 52.5]],
        "positions": [0, 1],
        "total": 5,
    },
    "Edits": {
        "edits": [{"do": "set", "table": "needs", "row": 0, "column": "amount", "value": 2200.0}],
        "what": "The ration of March.",
    },
    "Restore": {"version": 1},
    "Settings": {
        "name": "village",
        "description": "A village until the harvest.",
        "currency": "coin",
        "calendar": {"start": "2031-03-03", "lengths": [7, 7, 7, 7]},
        "rule": "leximin",
        "effort": "labour",
        "languages": ["en", "ar"],
        "decimal": ".",
    },
    "SettingsChange": {
        "calendar": {"start": "2031-03-10", "lengths": [7, 7, 7]},
        "what": "Begin a week later.",
    },
    "Differences": {
        "before": 1,
        "after": 2,
        "settings": {},
        "tables": [
            {
                "table": "needs",
                "added": 0,
                "removed": 0,
                "changed": 1,
                "rows": [
                    {
                        "key": {"good": "energy"},
                        "before": {"good": "energy", "amount": 2100.0},
                        "after": {"good": "energy", "amount": 2200.0},
                    }
                ],
            }
        ],
        "scenarios_added": ["late-rain"],
        "scenarios_removed": [],
        "scenarios_changed": [],
    },
    "Scenario": _SCENARIO,
    "Explanations": EXPLANATION,
    "ScenarioFile": {"text": 'title = "A hard spring"\n'},
    "ScenarioRead": {"scenario": _SCENARIO, "findings": []},
    "Tried": {
        "sound": True,
        "changes": [
            {
                "rows": 1,
                "cells": [
                    {
                        "table": "routes",
                        "row": "route=high-road",
                        "column": "closed",
                        "before": "",
                        "after": "yes",
                    }
                ],
                "total": 1,
                "findings": [],
            }
        ],
        "findings": [],
    },
}
_ABOUT_WORK: Mapping[str, Any] = {
    "Job": _JOB_TOLD,
    "JobLog": {"text": "tier 1: 0.696556 (3 programs, 214 iterations, 0.1 s)"},
    "JobProgress": _PROGRESS,
    "Result": _RESULT_TOLD,
    "Attachment": _STAMP
    | {
        "id": _ATTACHMENT,
        "name": "counts of the week.xlsx",
        "about": f"economies/{_ECONOMY}",
        "media_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "size": 18_234,
    },
}
_REQUESTS: Mapping[str, Any] = {
    "PlanRequest": {"kind": "plan", "economy": _ECONOMY, "scenario": "hard-spring", "rule": "leximin"},
    "ReplanRequest": {"kind": "replan", "plan": _PLAN, "from": "2031-03-17", "actuals": _ATTACHMENT},
    "RulesRequest": {"kind": "rules", "economy": _ECONOMY},
    "CompareRequest": {"kind": "compare", "of": [{"economy": _ECONOMY}], "scenarios": ["hard-spring"]},
    "ExplainRequest": {"kind": "explain", "plan": _PLAN, "most": 3},
    "ReliefRequest": {"kind": "relief", "plan": _PLAN},
    "WhyRequest": {"kind": "why", "plan": _PLAN, "good": "flour"},
    "RequireRequest": {"kind": "require", "economy": _ECONOMY, "coverage": 0.9, "of": "money"},
    "PoolRequest": {"kind": "pool", "economy": _ECONOMY, "by": "places.parent"},
    "CriticalityRequest": {"kind": "criticality", "economy": _ECONOMY, "of": ["routes"], "days": 14},
    "ImportRequest": {
        "kind": "import",
        "table": _ATTACHMENT,
        "source": "wiod2016",
        "name": "world 2014",
        "year": 2014,
    },
}
_HEALTH: Mapping[str, Any] = {
    "Lives": {"lives": True},
    "Ready": {"ready": True, "looks": [{"name": "database", "good": True, "words": "It answers."}]},
}

EXAMPLES: Mapping[str, Any] = {
    **_ABOUT_PEOPLE,
    **_ABOUT_ECONOMIES,
    **_ABOUT_WORK,
    **_REQUESTS,
    **_HEALTH,
    **PICTURES,
}
"""By the name of the message."""
