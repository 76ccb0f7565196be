"""Fixtures of the recommendation room."""

import pytest

from rapport.analytical.recommendation.queries import sources
from rapport.analytical.recommendation.tests.sources import GivenShop


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> GivenShop:
    """The only source of the test: products and purchases given by hand."""
    shop = GivenShop()
    monkeypatch.setattr(sources, "_baskets", [shop])
    monkeypatch.setattr(sources, "_goods", [shop])
    return shop
