"""The API by its own OpenAPI document: no answer of class 5xx, none that the document does not describe."""

from __future__ import annotations

import pytest

from security.run_schemathesis import fuzzed, serving


def found_nothing(examples: int, seconds: int) -> None:
    with serving() as server:
        found = fuzzed(server, examples, seconds)
    assert found.returncode == 0, found.stdout[-20_000:] + found.stderr[-2_000:]
    assert "No failures" in found.stdout or "passed" in found.stdout


def test_the_api_is_as_its_document_says() -> None:
    found_nothing(1, 20)


@pytest.mark.slow
def test_the_api_is_as_its_document_says_at_length() -> None:
    found_nothing(50, 540)
