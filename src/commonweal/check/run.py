"""All checks of an economy: of its rows, then of what the rows make together."""

from __future__ import annotations

from commonweal.check.closing import check_closing
from commonweal.check.losing import check_losing
from commonweal.check.nothing import check_nothing
from commonweal.check.places import check_places
from commonweal.check.ready import check_ready
from commonweal.check.unlimited import check_unlimited
from commonweal.findings import Finding, errors_in
from commonweal.model.economy import Economy
from commonweal.scenario import check_all
from commonweal.validate.report import limited
from commonweal.validate.run import validate

__all__ = ["check", "check_structure"]


def check(economy: Economy) -> tuple[Finding, ...]:
    """Everything wrong or doubtful about an economy, in its rows and in what they make together.

    The findings of ``validate``; if none of them is an error, also loops of techniques that make
    something from nothing or can give nothing, needs that nothing can reach, money and labour without
    limit, stores that the plan would empty, and whatever is wrong with its scenarios.

    Examples
    --------
    >>> import commonweal as cw
    >>> cw.check(cw.read("village"))
    ()
    """
    findings = validate(economy)
    if errors_in(findings):
        return findings
    return (*findings, *check_structure(economy), *check_all(economy))


def check_structure(economy: Economy) -> tuple[Finding, ...]:
    """What is wrong or doubtful in what the rows make together.

    Parameters
    ----------
    economy
        An economy in whose rows nothing is wrong, as ``commonweal.read`` gives it.

    Raises
    ------
    SolverStopped
        If a loop of techniques is too large to be judged in a minute.
    """
    return limited(
        [
            *check_nothing(economy),
            *check_losing(economy),
            *check_unlimited(economy),
            *check_places(economy),
            *check_ready(economy),
            *check_closing(economy),
        ]
    )
