"""What is to be written of each order another system speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid, Missing, Unknown
from rapport.kernel.identity.api import Scope
from rapport.kernel.tenancy.api import TenantProfile
from rapport.kernel.work.api import Work
from rapport.operational.orders.contracts import NewOrder, Outcome
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations.checks import check_order
from rapport.operational.orders.operations.following.known import Known
from rapport.operational.orders.operations.lines import fill_basket
from rapport.operational.orders.operations.past.checks import take_past
from rapport.operational.orders.operations.placing import SAME, make_order

_SUMS = ("subtotal_minor", "discount_minor", "shipping_minor", "tax_minor", "total_minor")
_LINE = (
    *("position", "sku", "product_id", "description", "quantity", "unit_price", "discount_minor"),
    *("tax_minor", "total_minor", "external_id"),
)


@dataclass(slots=True)
class Change:
    """One order to be written: `before` is its old status, "" for a new one."""

    new: NewOrder
    order: Order
    lines: list[OrderLine]
    before: str
    party_before: UUID | None = None


@dataclass(slots=True)
class Plan:
    """Decides row by row; a later row of the same order sees what an earlier one did to it."""

    known: Known
    work: Work
    tenant: TenantProfile
    mode: str
    changes: dict[UUID, Change] = field(default_factory=dict)

    def take(self, new: NewOrder) -> tuple[UUID, Outcome]:
        """Take one order in; returns its id and created, updated or unchanged. Raises what is wrong."""
        key = (new.source, new.number)
        if not new.number.strip():
            reason = _("Must not be empty.")
            raise Invalid(reason, fields={"number": reason})
        if key in self.known.hidden:
            raise Missing(_("There is no such order."))
        known = self.known.orders.get(key)
        if known is None and self.mode == "update":
            raise Missing(_("There is no such order."))
        if known is not None and self.mode == "create":
            raise Conflict(_("An order with this number exists already."), code="number-taken")
        if known is not None and new.source_version < known.source_version:
            return known.id, "unchanged"
        new, order, lines = self._make(new)
        return self._update(new, known, order, lines) if known else self._create(new, order, lines)

    def _make(self, new: NewOrder) -> tuple[NewOrder, Order, list[OrderLine]]:
        currency = new.currency or self.tenant.currency
        check_order(new, currency)
        basket = fill_basket(new, currency, self.known.shelf)
        party = self.known.parties.get(new.party_id) if new.party_id else None
        if new.party_id and party is None:
            reason = _("There is no such customer.")
            raise Unknown(reason, fields={"party_id": reason})
        unit_id = self._place(new, party[1] if party else None)
        country = new.country or self.tenant.country
        new = replace(new, party_id=party[0] if party else None, country=country)
        order = make_order(new, basket, currency, unit_id, self.work)
        return new, order, basket.rows(order)

    def _place(self, new: NewOrder, of_party: UUID | None) -> UUID | None:
        actor = self.work.actor
        unit_id = new.unit_id or of_party or actor.unit_id
        scope = max(actor.scope("create", "order") or Scope.OWN, actor.scope("edit", "order") or Scope.OWN)
        reach = {Scope.SUBTREE: actor.unit_ids, Scope.UNIT: (actor.unit_id,)}.get(scope)
        if (new.unit_id and new.unit_id not in self.known.units) or (reach and unit_id not in reach):
            reason = _("There is no such unit.")
            raise Unknown(reason, fields={"unit_id": reason})
        return unit_id

    def _create(self, new: NewOrder, order: Order, lines: list[OrderLine]) -> tuple[UUID, Outcome]:
        if new.past is not None:
            take_past(order, lines, new.past, self.work.now)
        self.known.orders[(order.source, order.number)] = order
        self.known.lines[order.id] = lines
        self.changes[order.id] = Change(new, order, lines, "")
        return order.id, "created"

    def _update(
        self, new: NewOrder, known: Order, order: Order, lines: list[OrderLine]
    ) -> tuple[UUID, Outcome]:
        values = _values(new, order)
        old_lines = self.known.lines.get(known.id, [])
        same = _contents(old_lines) == _contents(lines)
        if same and all(getattr(known, name) == value for name, value in values.items()):
            return known.id, "unchanged"
        change = self.changes.get(known.id) or Change(new, known, lines, known.status, known.party_id)
        _keep_ids(old_lines, lines, known)
        for name, value in values.items():
            setattr(known, name, value)
        if known.id not in self.changes:
            known.version += 1
            known.updated_at = self.work.now
            known.batch_id = self.work.batch_id or known.batch_id
        change.new, change.lines = new, lines
        self.known.lines[known.id] = lines
        self.changes[known.id] = change
        return known.id, "updated"


def _values(new: NewOrder, order: Order) -> dict[str, Any]:
    """Return what the other system says of the order; an empty contact or note is no word against ours."""
    names = (*SAME, "country", "currency", *_SUMS, "guest_email")
    quiet = ("guest_name", "guest_phone", "guest_email", "note", "channel", "external_id")
    values = {name: getattr(order, name) for name in names if name not in quiet or getattr(order, name)}
    if new.placed_at:
        values["placed_at"] = order.placed_at
    if new.party_id:
        values["party_id"] = order.party_id
    if new.unit_id:
        values["unit_id"] = order.unit_id
    return values


def _contents(lines: Iterable[OrderLine]) -> list[tuple[Any, ...]]:
    return [tuple(getattr(line, name) for name in _LINE) for line in lines]


def _keep_ids(old: list[OrderLine], fresh: list[OrderLine], order: Order) -> None:
    """Let each line keep its id, by its name in the other system or its place: returns refer to it."""
    by_name = {line.external_id: line for line in old if line.external_id}
    by_place = {line.position: line for line in old if not line.external_id}
    for line in fresh:
        line.order = order
        before = by_name.get(line.external_id) if line.external_id else by_place.get(line.position)
        if before is not None:
            line.id = before.id
