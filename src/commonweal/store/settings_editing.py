"""Edits of a version's settings: checked like those that are read from a file.

As with ``editing``, nothing is kept here: what comes out is an ``Edited`` for ``redrafted``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commonweal.data.folder import SETTINGS
from commonweal.data.raw import Source
from commonweal.data.settings_text import checked_settings, settings_text
from commonweal.findings import Finding, errors_in
from commonweal.model import Economy
from commonweal.scenario import check_all
from commonweal.store.editing import Edited
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.validate.report import limited
from commonweal.validate.run import checked

__all__ = ["resettled", "settings_in_words"]


def resettled(store: Store, version: Version, change: Mapping[str, object]) -> Edited:
    """What a version becomes with other settings; its tables stay as they are.

    Parameters
    ----------
    store, version
        Which one.
    change
        Value of each setting that is to be another, as ``economy.toml`` has them.

    Raises
    ------
    Damaged
        If a content of the version is missing, or is not what was written.
    """
    economy = economy_of(store, version.manifest)
    source = Source(settings=_spelt(economy.settings.model_dump() | dict(change)))
    settings, faults = checked_settings(source)
    if settings is None:
        return _unsound(version, faults)
    changed = replace(economy, settings=settings)
    findings = list(checked(changed, (), ()))
    if errors_in(findings):
        return _unsound(version, findings)
    return Edited(
        sound=True,
        findings=limited([*findings, *check_all(changed)]),
        files={SETTINGS: settings_text(settings).encode()},
        economy_hash=changed.hash,
        rows=version.rows,
    )


def settings_in_words(economy: Economy, change: Mapping[str, object]) -> str:
    """Which settings a change makes others, in a sentence for the history."""
    before = economy.settings.model_dump()
    names = [name for name, value in change.items() if before[name] != value]
    return f"Settings: {', '.join(names) if names else 'nothing'} changed."


def _spelt(given: Mapping[str, object]) -> dict[str, object]:
    """Settings with the lengths of their calendar as the list that ``economy.toml`` has."""
    calendar = given["calendar"]
    if not isinstance(calendar, Mapping):
        return dict(given)
    return dict(given) | {"calendar": dict(calendar) | {"lengths": list(calendar["lengths"])}}


def _unsound(version: Version, findings: list[Finding]) -> Edited:
    """What can't be kept, and why."""
    return Edited(
        sound=False,
        findings=limited(findings),
        files={},
        economy_hash=version.economy_hash,
        rows=version.rows,
    )
