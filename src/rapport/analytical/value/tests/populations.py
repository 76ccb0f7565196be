"""Populations of customers for the tests of worth."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import strategies as st

from rapport.analytical.value.rules.history import PurchaseHistory

INSTANTS = st.integers(0, 9).map(lambda hour: datetime(2024, 1, 1, hour, tzinfo=UTC))


def _build(party_id: UUID, at: datetime, orders: int, gross: int) -> PurchaseHistory:
    return PurchaseHistory(party_id, at, at, orders, gross)


HISTORIES = st.builds(_build, st.uuids(), INSTANTS, st.integers(1, 4), st.integers(0, 30))
POPULATIONS = st.lists(HISTORIES, max_size=40, unique_by=lambda history: history.party_id)
