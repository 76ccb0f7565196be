"""No test of this room knows what another one's callers did."""

import pytest

from rapport.kernel.rest.http import credentials, limits, tally


@pytest.fixture(autouse=True)
def forget_callers() -> None:
    """Forget the callers, what they may still call, and what they called."""
    credentials._known.clear()
    limits._allowances.clear()
    tally._tallies.clear()
