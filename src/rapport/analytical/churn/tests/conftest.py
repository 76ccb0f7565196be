"""Fixtures of the churn room."""

from collections.abc import Iterator

import pytest

from rapport.analytical.value.operations import sources
from rapport.analytical.value.tests.sources import GivenPurchases


@pytest.fixture
def purchases(monkeypatch: pytest.MonkeyPatch) -> Iterator[GivenPurchases]:
    """The only source of the test."""
    given = GivenPurchases()
    monkeypatch.setattr(sources, "_sources", [given])
    yield given
