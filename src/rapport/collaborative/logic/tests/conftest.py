"""Fixtures of the tests of automatic answers."""

from typing import Any

import pytest

from rapport.collaborative.mobile.tests.centre import HOST, free_port


@pytest.fixture
def port(settings: Any) -> int:
    """A port of a message centre to be, and the house's leave to call it."""
    found = free_port()
    settings.CALLS_INSIDE = frozenset({(HOST, found)})
    return found
