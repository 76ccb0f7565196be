"""Taking rows away of who is nobody any more."""

from collections.abc import Sequence
from uuid import UUID

from rapport.analytical.churn.models import CustomerRisk, RiskForecast


def forget_merged(party_ids: Sequence[UUID]) -> None:
    """Delete the risks of customers merged away, in the running transaction of their tenant."""
    CustomerRisk.objects.filter(party_id__in=party_ids).delete()
    RiskForecast.objects.filter(party_id__in=party_ids).delete()
