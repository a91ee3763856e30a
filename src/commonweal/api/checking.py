"""Checking a version that is kept, as ``commonweal check`` does with files."""

from __future__ import annotations

from functools import partial

from commonweal.check import check_structure
from commonweal.data.reading import examine_files
from commonweal.findings import Finding
from commonweal.scenario import check_all
from commonweal.store.opening import Store
from commonweal.store.recent import recent
from commonweal.store.records import Version

__all__ = ["findings_of"]

_PER_FINDING = 1_000  # bytes that a finding counts for


def findings_of(store: Store, version: Version) -> tuple[Finding, ...]:
    """All that is wrong or doubtful about a version, its scenarios included."""
    return recent(store.contents).get(
        ("findings", version.hash),
        lambda: _checked(store, version),
        lambda findings: _PER_FINDING * (1 + len(findings)),
    )


def _checked(store: Store, version: Version) -> tuple[Finding, ...]:
    """The findings, found."""
    files = {name: partial(store.contents.get, digest) for name, digest in version.manifest.items()}
    economy, findings = examine_files(files, kept=True)
    if economy is None:
        return findings
    findings = (*findings, *check_structure(economy))
    return findings + tuple(found for found in check_all(economy) if found not in findings)
