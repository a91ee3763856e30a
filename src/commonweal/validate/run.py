"""All checks of an economy, in order."""

from __future__ import annotations

from collections.abc import Collection

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.validate.dates import check_dates
from commonweal.validate.equipment import check_equipment
from commonweal.validate.names import check_names
from commonweal.validate.overlaps import check_overlaps
from commonweal.validate.pools import check_pools
from commonweal.validate.report import limited
from commonweal.validate.scale import check_scale
from commonweal.validate.sums import check_sums
from commonweal.validate.techniques import check_techniques
from commonweal.validate.values import check_values

__all__ = ["checked", "validate"]


def validate(economy: Economy) -> tuple[Finding, ...]:
    """Everything wrong or doubtful about the tables of an economy, however it was made.

    At most 20 findings of one cause (code, table, column) are listed; the last counts the rest.
    What the rows make together (something from nothing, unreachable needs) is told by
    ``commonweal.check``.
    """
    return limited(checked(economy))


def checked(economy: Economy, unread: Collection[str] = (), partial: Collection[str] = ()) -> list[Finding]:
    """All findings.

    Parameters
    ----------
    economy
        What to check.
    unread
        Tables (or ``economy``, the settings) that could not be read in full, so that nothing is
        missed in them.
    partial
        Tables some cells of which could not be read, so that nothing follows from their blanks.
    """
    doubtful = {*unread, *partial}
    return [
        *check_values(economy, unread),
        *check_names(economy, unread),
        *check_dates(economy, unread),
        *check_overlaps(economy),
        *check_pools(economy, doubtful),
        *check_techniques(economy, doubtful),
        *check_equipment(economy, doubtful),
        *check_sums(economy, unread, doubtful),
        *check_scale(economy, unread),
    ]
