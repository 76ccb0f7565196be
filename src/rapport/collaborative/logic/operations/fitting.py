"""Whether customers meet the conditions of services: one statement for each service, however many wrote."""

from collections.abc import Iterable
from uuid import UUID

from rapport.collaborative.logic.rules.meeting import Service
from rapport.kernel.filters.api import InvalidFilter, get_kind, narrow, parse
from rapport.kernel.identity.api import Actor


class Fitting:
    """Customers who wrote, asked at once for each service somebody of them met."""

    def __init__(self, customers: Iterable[UUID | None], actor: Actor) -> None:
        self.actor = actor
        self.customers = {one for one in customers if one is not None}
        self.known: dict[UUID, set[UUID]] = {}

    def fits(self, service: Service, customer_id: UUID | None) -> bool:
        """Tell whether a customer meets a service's conditions; nobody known meets none."""
        conditions = service.definition.when.conditions
        if not conditions:
            return True
        if customer_id is None:
            return False
        if service.id not in self.known:
            self.known[service.id] = self._find(conditions)
        return customer_id in self.known[service.id]

    def _find(self, conditions: str) -> set[UUID]:
        rows = get_kind("customer").rows(self.actor).filter(id__in=tuple(self.customers))
        try:
            found = narrow(rows, parse(conditions), "customer", actor=self.actor)
        except InvalidFilter:
            return set()  # a field it asks for is gone: it fits nobody until somebody looks
        return set(found.values_list("id", flat=True))
