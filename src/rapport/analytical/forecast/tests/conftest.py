"""Fixtures of the forecast room."""

from collections.abc import Iterator

import pytest

from rapport.analytical.forecast.operations import sources
from rapport.analytical.forecast.tests.sources import GivenDemand


@pytest.fixture
def demand(monkeypatch: pytest.MonkeyPatch) -> Iterator[GivenDemand]:
    """The only source of the test."""
    given = GivenDemand()
    monkeypatch.setattr(sources, "_demand", [given])
    yield given
