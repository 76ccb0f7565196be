"""Fixtures of the forecast room."""

from collections.abc import Iterator

import pytest

from rapport.analytical.forecast.queries import sources
from rapport.analytical.forecast.tests.sources import GivenDemand, GivenProducts


@pytest.fixture
def demand(monkeypatch: pytest.MonkeyPatch) -> Iterator[GivenDemand]:
    """The only source of the test."""
    given = GivenDemand()
    monkeypatch.setattr(sources, "_demand", [given])
    yield given


@pytest.fixture
def products(monkeypatch: pytest.MonkeyPatch) -> GivenProducts:
    """The only products of the test."""
    given = GivenProducts()
    monkeypatch.setattr(sources, "_products", [given])
    return given
