"""What is described: tables, settings and the economy; no files, no solver."""

from commonweal.model.changes import CONFIDENCES, Change, Scenario
from commonweal.model.economy import TABLES, Economy, complete
from commonweal.model.periods import Calendar
from commonweal.model.settings import FORMAT, RULES, Rule, Settings
from commonweal.model.table import Column, Kind, Table

__all__ = [
    "CONFIDENCES",
    "FORMAT",
    "RULES",
    "TABLES",
    "Calendar",
    "Change",
    "Column",
    "Economy",
    "Kind",
    "Rule",
    "Scenario",
    "Settings",
    "Table",
    "complete",
]
