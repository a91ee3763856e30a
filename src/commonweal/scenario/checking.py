"""Checks of scenarios: each is tried on the economy, and everything that is wrong is told."""

from __future__ import annotations

from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.model import Economy
from commonweal.scenario.applying import apply

__all__ = ["check_all"]


def check_all(economy: Economy) -> tuple[Finding, ...]:
    """Everything wrong with the scenarios of an economy, each thing once.

    Parameters
    ----------
    economy
        An economy in whose rows nothing is wrong.
    """
    findings: list[Finding] = []
    for name in economy.scenarios:
        try:
            apply(economy, name)
        except DataError as error:
            findings += [found for found in error.findings if found not in findings]
    return tuple(findings)
