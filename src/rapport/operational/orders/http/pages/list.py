"""The list of orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.customers.party.api import CustomerState, load_states
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.rest.api import page_rows
from rapport.operational.orders import queries
from rapport.operational.orders.http.labels import KIND_LABELS, STATUS_LABELS, STATUS_TONES
from rapport.operational.orders.models import Order
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    Link,
    Listing,
    ListState,
    Money,
    Muted,
    Text,
    Total,
    answer_list,
    read_list_state,
)

ROWS = 50
COUNTED = 10_000
SORTS = {"number": "number", "placed_at": "placed_at"}


@dataclass(frozen=True, slots=True)
class Row:
    """An order with its customer's name."""

    order: Order
    customer: str

    @property
    def id(self) -> object:
        """The order's id."""
        return self.order.id


def show_orders(request: HttpRequest) -> HttpResponse:
    """The orders a reader may see, newest first; found by number or a guest's e-mail address."""
    actor = actor_of(request)
    columns, filters = _columns(), _filters()
    state = read_list_state(request, columns=columns, filters=filters, default_sort="-placed_at")
    rows = narrow_orders(queries.search_orders(queries.list_orders(actor), state.search), state)
    sort = f"-{state.sort}" if state.descending else state.sort
    found, after = page_rows(rows, cursor=state.after or None, limit=ROWS, sort=sort, sorts=SORTS)
    listing = Listing(
        name="orders",
        title=_("Orders"),
        columns=columns,
        rows=with_customers(found, actor),
        state=state,
        next_cursor=after,
        total=None if state.after else _count(rows),
        filters=filters,
        searchable=True,
        search_label=_("Number, or e-mail address of a guest"),
        actions=[Action(_("New order"), "/orders/new", icon="plus", main=True, key="n")]
        if actor.may("create", "order")
        else [],
        empty=Empty(
            _("No orders yet"),
            _("They appear here as soon as you import a file, connect a shop or enter one by hand."),
            icon="shopping-bag",
        ),
    )
    return answer_list(request, listing)


def narrow_orders(rows: QuerySet[Order], state: ListState) -> QuerySet[Order]:
    """Apply the chosen filters."""
    if statuses := state.chosen.get("status"):
        rows = rows.filter(status__in=statuses)
    if kinds := state.chosen.get("kind"):
        rows = rows.filter(kind__in=kinds)
    if left := state.chosen.get("left"):
        rows = rows.filter(queries.LEFT_TO_DO[left[0]]())
    if days := state.chosen.get("placed"):
        rows = rows.filter(placed_at__gte=timezone.now() - timedelta(days=int(days[0])))
    return rows


def with_customers(orders: Sequence[Order], actor: Actor) -> list[Row]:
    """Return orders with their customers' names, in one query for all."""
    ids = {order.party_id for order in orders if order.party_id}
    parties = load_states(ids) if ids else {}
    return [
        Row(order, _name(order, parties.get(order.party_id) if order.party_id else None, actor))
        for order in orders
    ]


def _name(order: Order, party: CustomerState | None, actor: Actor) -> str:
    if party is not None:
        return party.name
    shown = [getattr(order, name) for name in ("guest_name", "guest_email") if actor.may_see("order", name)]
    return next((text for text in shown if text), _("Guest"))


def _count(rows: QuerySet[Order]) -> Total:
    count = rows.order_by()[: COUNTED + 1].count()
    return Total(min(count, COUNTED), exact=count <= COUNTED)


def _filters() -> list[Filter]:
    spans = (
        ("7", _("Last 7 days")),
        ("30", _("Last 30 days")),
        ("90", _("Last 90 days")),
        ("365", _("Last year")),
    )
    return [
        Filter(
            "status",
            _("Status"),
            [Choice(value, label) for value, label in STATUS_LABELS.items()],
            icon="circle-dot",
        ),
        Filter("placed", _("Placed"), [Choice(*span) for span in spans], many=False, icon="calendar"),
        Filter(
            "left",
            _("Left to do"),
            [
                Choice("unsent", _("To be sent")),
                Choice("unpaid", _("Waits for money for days")),
                Choice("overdue", _("Invoice overdue")),
            ],
            many=False,
            icon="hourglass",
        ),
        Filter(
            "kind", _("Kind"), [Choice(value, label) for value, label in KIND_LABELS.items()], icon="file"
        ),
    ]


def _columns() -> list[Column[Row]]:
    return [
        Link(
            "number",
            _("Number"),
            lambda row: row.order.number,
            href=lambda row: f"/orders/{row.order.id}",
            sort=True,
            phone="title",
        ),
        Text("customer", _("Customer"), grow=True, phone="under"),
        DateTime(
            "placed_at",
            _("Placed"),
            lambda row: row.order.placed_at,
            sort=True,
            newest_first=True,
        ),
        Badge(
            "status",
            _("Status"),
            lambda row: row.order.status,
            labels=STATUS_LABELS,
            tones=STATUS_TONES,
            phone="aside",
        ),
        Muted("channel", _("Channel"), lambda row: row.order.channel or row.order.source),
        Muted("country", _("Country"), lambda row: row.order.country),
        Money(
            "total",
            _("Total"),
            lambda row: row.order.total_minor,
            currency=lambda row: row.order.currency,
            phone="corner",
        ),
    ]
