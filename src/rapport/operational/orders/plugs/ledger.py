"""The rows of orders, which the marts have to agree with."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.warehouse.contracts import Entry, MonthSum
from rapport.operational.orders.queries import ledger


class OrderLedger:
    """The `Ledger` of `analytical.warehouse`: what was bought with each order."""

    name, model, key, value = "orders", "orders", "order_id", "bought_minor"

    @property
    def title(self) -> str:
        """What it is called."""
        return _("Orders")

    def sum_months(self, months: Sequence[date]) -> Iterable[MonthSum]:
        """Return what orders of these months came to."""
        return ledger.sum_months(months)

    def list_entries(self, ids: Sequence[UUID]) -> Iterable[Entry]:
        """Return what these orders came to."""
        return ledger.list_entries(ids)
