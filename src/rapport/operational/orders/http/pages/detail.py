"""The page of one order."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.recents.api import note_opened
from rapport.operational.orders import queries
from rapport.operational.orders.http.labels import (
    INVOICE_LABELS,
    INVOICE_TONES,
    KIND_LABELS,
    MOVES,
    PAYMENT_LABELS,
    REASON_LABELS,
    STATUS_ICONS,
    STATUS_LABELS,
    STATUS_TONES,
)
from rapport.operational.orders.http.own import OWN
from rapport.operational.orders.models import Order, OrderAddress, ReturnLine
from rapport.operational.orders.operations.customers import find_party
from rapport.operational.orders.queries import OrderDetails
from rapport.operational.orders.queries.purchases import Margin
from rapport.operational.orders.rules.statuses import CANCELLED, NEXT, may_take_back
from rapport.ui.api import Action, Crumb, Fact, TimelineEntry, Viewer, get_viewer


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of an order's sums."""

    label: str
    minor: int
    strong: bool = False


def show_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Lines, sums, history, money, invoices, returns and the customer of one order."""
    actor = actor_of(request)
    details = queries.get_details(order_id, actor)
    note_opened("order", order_id, actor=actor)
    return render(request, "orders/order.html", describe(details, actor))


def describe(details: OrderDetails, actor: Actor) -> dict[str, Any]:
    """Return what the order's page shows."""
    order = details.order
    party = find_party(order.party_id, actor) if order.party_id and actor.may("view", "customer") else None
    number = {line.id: line for line in details.lines}
    return {
        "title": order.number,
        "crumbs": [Crumb(_("Orders"), "/orders"), Crumb(order.number)],
        "order": order,
        "lines": details.lines,
        "sums": list_sums(order),
        "status": (STATUS_LABELS[order.status], STATUS_TONES[order.status]),
        "kind": KIND_LABELS[order.kind] if order.kind != Order.Kind.ORDER else "",
        "moves": _moves(order, actor),
        "party": party,
        "facts": _facts(order, actor),
        "margin": _write_margin(details.margin, get_viewer()) if details.margin else [],
        "addresses": [(row.get_purpose_display(), _write_address(row)) for row in details.addresses],
        "take_back": _way_back(details, actor),
        "entries": [_step(step) for step in reversed(details.history)],
        "payments": [(row, PAYMENT_LABELS[row.kind]) for row in details.payments],
        "invoices": [
            (row, INVOICE_LABELS[row.status], INVOICE_TONES[row.status]) for row in details.invoices
        ],
        "returns": [
            (row, REASON_LABELS[row.reason], [(number.get(line.order_line_id), line) for line in lines])
            for row in details.returns
            for lines in [details.return_lines[row.id]]
        ],
        **_tools(details, actor),
    }


def list_sums(order: Order) -> list[Sum]:
    """Return the order's sums as one reads them: from the goods to the total, and what is still owed."""
    tax = _("Tax included") if order.tax_included else _("Tax")
    rows = [
        Sum(_("Goods"), order.subtotal_minor),
        Sum(_("Discount"), -order.discount_minor),
        Sum(_("Shipping"), order.shipping_minor),
        Sum(tax, order.tax_minor),
    ]
    shown = [rows[0], *(row for row in rows[1:] if row.minor)]
    shown.append(Sum(_("Total"), order.total_minor, strong=True))
    if order.paid_minor:
        shown.append(Sum(_("Paid"), order.paid_minor))
    if order.refunded_minor:
        shown.append(Sum(_("Given back"), -order.refunded_minor))
    owed = order.total_minor - order.paid_minor
    if order.paid_minor and owed > 0:
        shown.append(Sum(_("Still owed"), owed, strong=True))
    return shown


def _moves(order: Order, actor: Actor) -> list[tuple[str, Action]]:
    """Return the statuses one may take the order to, each with its button."""
    if not actor.may("edit", "order") or not actor.may_write("order", "status"):
        return []
    return [
        (
            status,
            Action(
                MOVES[status],
                f"/orders/{order.id}/status",
                icon=STATUS_ICONS[status],
                tone="bad" if status == CANCELLED else "",
            ),
        )
        for status in NEXT[order.status]
        if status in MOVES
    ]


def _tools(details: OrderDetails, actor: Actor) -> dict[str, Action | None]:
    """Return the buttons of the cards, None where there is nothing to do."""
    order, may = details.order, actor.may("edit", "order")
    at = f"/orders/{order.id}"
    invoiced = any(row.status != "void" for row in details.invoices)
    return {
        "pay": Action(_("Note a payment"), f"{at}/payment", icon="plus", dialog=True) if may else None,
        "refund": Action(_("Give money back"), f"{at}/refund", icon="undo-2", dialog=True)
        if may and order.paid_minor > order.refunded_minor
        else None,
        "invoice": Action(_("Issue invoice"), f"{at}/invoice", icon="receipt", dialog=True)
        if may and not invoiced and order.status != CANCELLED
        else None,
        "bring_back": Action(_("Note a return"), f"{at}/return", icon="package-open", dialog=True)
        if may and left_to_return(details)
        else None,
        "give": Action(_("Whose order is it?"), f"{at}/customer", icon="user-plus", dialog=True)
        if may
        else None,
    }


def _write_address(row: OrderAddress) -> list[str]:
    """Return the lines of an address, the country by its name."""
    country = get_viewer().country(row.country)
    return [country if part == row.country else part for part in row.shown]


def _way_back(details: OrderDetails, actor: Actor) -> Action | None:
    """Return the button that takes the last step back, where it may be."""
    order, steps = details.order, details.history
    if not steps or not actor.may("edit", "order") or not actor.may_write("order", "status"):
        return None
    last = steps[-1]
    free = may_take_back(last.before, last.after, paid=order.paid_minor, refunded=order.refunded_minor)
    if last.after != order.status or not free:
        return None
    return Action(_("Take the last step back"), f"/orders/{order.id}/status/back", icon="undo-2")


def left_to_return(details: OrderDetails) -> dict[UUID, Any]:
    """Return how much of each line may still come back, by line; nothing of negative lines."""
    back: dict[UUID, Any] = {}
    rows: list[ReturnLine] = [line for lines in details.return_lines.values() for line in lines]
    for row in rows:
        back[row.order_line_id] = back.get(row.order_line_id, 0) + row.quantity
    left = {line.id: line.quantity - back.get(line.id, 0) for line in details.lines}
    return {line_id: quantity for line_id, quantity in left.items() if quantity > 0}


def _facts(order: Order, actor: Actor) -> list[Fact]:
    may = actor.may("edit", "order")
    edit = f"/orders/{order.id}/fact" if may else ""
    viewer = get_viewer()
    facts = [
        Fact(_("Source"), order.source),
        Fact(_("Channel"), order.channel, edit=edit and f"{edit}/channel", id="fact-channel"),
        Fact(_("Country"), viewer.country(order.country)),
        Fact(_("Note"), order.note, edit=edit and f"{edit}/note", id="fact-note"),
    ]
    if order.party_id is None:
        guest = {
            "guest_name": pgettext("a person", "Name"),
            "guest_email": _("E-mail"),
            "guest_phone": _("Phone"),
        }
        facts += [
            Fact(label, getattr(order, name), edit=edit and f"{edit}/{name}", id=f"fact-{name}")
            for name, label in guest.items()
            if actor.may_see("order", name)
        ]
    return facts + OWN.facts_of(order.id, actor)


def _write_margin(margin: Margin, viewer: Viewer) -> list[Fact]:
    """Say what the order brings after its goods are paid, or that nobody knows what they cost."""
    earned = Fact(_("Without tax, after returns"), viewer.money(margin.earned_minor, margin.currency))
    if not margin.known_minor and not margin.goods_minor:
        return [earned, Fact(_("Cost of goods"), _("not known"))]
    left = viewer.money(margin.margin_minor, margin.currency)
    if margin.share is not None:
        left = _("%(amount)s (%(share)s)") % {"amount": left, "share": viewer.share(margin.share)}
    facts = [
        earned,
        Fact(_("Cost of goods"), viewer.money(margin.goods_minor, margin.currency)),
        Fact(_("Gross margin"), left),
    ]
    if margin.coverage is not None and margin.known_minor != margin.earned_minor:
        known = _("for %(share)s of it") % {"share": viewer.share(margin.coverage)}
        facts.append(Fact(_("Cost known"), known))
    return facts


def _step(step: Any) -> TimelineEntry:
    return TimelineEntry(
        at=step.at,
        title=STATUS_LABELS.get(step.after, step.after),
        icon=STATUS_ICONS.get(step.after, "circle-dot"),
        tone=STATUS_TONES.get(step.after, "plain"),
        text=step.reason,
        who=step.actor_name,
        id=str(step.id),
    )
