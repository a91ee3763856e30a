"""Whether an economy can be planned at all."""

from __future__ import annotations

from commonweal.check.run import check_structure
from commonweal.errors import DataError
from commonweal.findings import Finding, errors_in
from commonweal.model.economy import Economy

__all__ = ["doubts"]


def doubts(economy: Economy) -> tuple[Finding, ...]:
    """What is doubtful about how the rows of an economy work together.

    Raises
    ------
    DataError
        With everything that is wrong with it, such as something that comes from nothing.
    """
    findings = check_structure(economy)
    if errors_in(findings):
        raise DataError(errors_in(findings))
    return findings
