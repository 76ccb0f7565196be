"""What serving customers costs: the kinds of cost, and the protocol of whoever knows what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class CostKind:
    """One kind of service: what once of it is called and costs, in major units of the own currency, until the
    business says otherwise (`assumed`, a decimal as text). The setting is `worth.cost_<key>`.

    `percent` kinds cost that share of the money they are counted in, instead of so much a time.
    """

    key: str
    label: str | Promise
    assumed: str
    help: str | Promise = ""
    percent: bool = False

    @property
    def setting(self) -> str:
        """The key of the setting that holds what it costs."""
        return f"worth.cost_{self.key}"


COST_COLUMNS = {
    "party_id": "uuid",
    "kind": "text",
    "month": "date",
    "units": "numeric",
    "charged_minor": "bigint",
}
"""The columns a source of costs fills."""


class CostSource(Protocol):
    """Where it is known how often customers were served, in one or several ways."""

    kinds: Sequence[CostKind]

    def load_costs(
        self, table: str, *, currency: str, zone: str, party_ids: Sequence[UUID] | None = None
    ) -> None:
        """Insert what was done for the current tenant's customers into a temporary table, set-based, inside
        the running transaction.

        `table` has the columns `party_id uuid` (a survivor of merges), `kind text` (the key of a kind),
        `month date` (the first of the month in `zone`), `units numeric` (how often, where only the setting
        knows what once costs) and `charged_minor bigint` (what was charged instead, minor units of
        `currency`): any number of rows a customer, the fewer the better. `party_ids` narrows to these
        customers.
        """
