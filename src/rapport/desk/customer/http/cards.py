"""The desk's own cards on the customer page, made of the rooms' doors."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.analytical.value.api import find_profit, find_worth
from rapport.analytical.value.contracts.labels import REASON_LABELS, SEGMENT_ADVICE, SEGMENT_LABELS
from rapport.customers.party.api import customer_of, seen_of
from rapport.customers.party.http.contacts import reach_of
from rapport.customers.party.http.custom import draw_custom
from rapport.customers.party.http.facts import write_facts
from rapport.customers.party.http.ties import draw_ties
from rapport.desk.customer.http.history import draw_history
from rapport.desk.customer.http.words import STATUS_LABELS, STATUS_TONES
from rapport.kernel.identity.api import actor_of, find_actor_of, list_member_names, list_units
from rapport.operational.orders.api import list_party_orders
from rapport.ui.api import Fact, PageCard, get_viewer, register_card

FEW_ORDERS = 6
PERSON = ("given_name", "family_name", "birth_date", "city", "country", "locale", "origin", "stage")
COMPANY = ("name", "kind", "tax_number", "website", "city", "country", "origin", "stage")
SEGMENT_TONES = {
    "champions": "good",
    "loyal": "good",
    "potential_loyalists": "info",
    "new": "info",
    "promising": "info",
    "need_attention": "warn",
    "about_to_sleep": "warn",
    "at_risk": "bad",
    "cannot_lose": "bad",
    "hibernating": "plain",
}


def register_cards() -> None:
    """Hang them in their columns."""
    page = "customer"
    register_card(
        PageCard(page, "reach", _("How to reach them"), draw_reach, column="left", order=10, icon="contact")
    )
    register_card(
        PageCard(
            page,
            "who",
            _("Who they are"),
            draw_who,
            column="left",
            order=20,
            icon="id-card",
            hears=("about",),
        )
    )
    register_card(
        PageCard(
            page,
            "custom",
            _("More about them"),
            draw_custom,
            column="left",
            order=30,
            icon="list-plus",
            hears=("about",),
        )
    )
    register_card(
        PageCard(
            page,
            "related",
            _("Related"),
            draw_ties,
            column="left",
            order=60,
            icon="network",
            hears=("tie",),
        )
    )
    register_card(
        PageCard(
            page, "worth", _("Worth"), draw_worth, order=10, icon="coins", allowed=lambda r: _may(r, "worth")
        )
    )
    register_card(
        PageCard(
            page,
            "orders",
            _("Orders"),
            draw_orders,
            order=20,
            icon="shopping-bag",
            allowed=lambda r: _may(r, "order"),
            hears=("order",),
        )
    )
    register_card(
        PageCard(
            page,
            "history",
            _("What changed"),
            draw_history,
            order=900,
            icon="history",
            hears=("about", "reach", "tie", "consent"),
            href=lambda subject: f"/customers/{subject}/history",
        )
    )


def _may(request: HttpRequest, kind: str) -> bool:
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", kind)


def draw_reach(request: HttpRequest, subject: UUID | None) -> str:
    """E-mail, phone, addresses."""
    if subject is None:
        return ""
    return render_to_string(
        "party/reach.html", reach_of(customer_of(request, subject), actor_of(request)), request
    )


def draw_who(request: HttpRequest, subject: UUID | None) -> str:
    """The plain fields, edited in place."""
    if subject is None:
        return ""
    state = customer_of(request, subject)
    names = PERSON if state.kind == "person" else COMPANY
    actor = actor_of(request)
    facts = write_facts(state, names, actor, get_viewer())
    unit = list_units(actor).filter(id=state.unit_id).first() if state.unit_id else None
    owner = actor.name if state.owner_id and state.owner_id == actor.id else ""
    if state.owner_id and not owner:
        owner = list_member_names([state.owner_id]).get(state.owner_id, "")
    facts += [Fact(_("Unit"), unit.name)] if unit else []
    facts += [Fact(_("Owner"), owner)] if owner else []
    context = {
        "facts": facts,
        "state": state,
        "may_give": actor.may("edit", "customer"),
        "may_merge": actor.may("merge", "customer"),
    }
    return render_to_string("customer/who.html", context, request)


def draw_orders(request: HttpRequest, subject: UUID | None) -> str:
    """The newest orders; there may be thousands behind them."""
    if subject is None:
        return ""
    orders = list_party_orders(actor_of(request), subject, limit=FEW_ORDERS)
    rows = [
        {
            "order": one,
            "label": STATUS_LABELS.get(one.status, one.status),
            "tone": STATUS_TONES.get(one.status, "plain"),
        }
        for one in orders
    ]
    context = {"orders": rows, "total": customer_of(request, subject).order_count}
    return render_to_string("customer/orders.html", context, request) if rows else ""


def draw_worth(request: HttpRequest, subject: UUID | None) -> str:
    """Segment, recency, frequency and money, and why; and what is left of it after goods and service."""
    if subject is None:
        return ""
    actor, seen = actor_of(request), seen_of(request, subject)
    worth = find_worth(seen, actor=actor)
    profit = worth.profit if worth else find_profit(seen, actor=actor)
    if worth is None and profit is None:
        return ""
    context: dict[str, object] = {"worth": worth, "profit": profit}
    if worth is not None:
        reasons = [{"label": REASON_LABELS.get(one.code, one.code), "reason": one} for one in worth.reasons]
        context |= {
            "segment": SEGMENT_LABELS[worth.segment],
            "advice": SEGMENT_ADVICE[worth.segment],
            "tone": SEGMENT_TONES.get(str(worth.segment), "plain"),
            "reasons": reasons,
        }
    return render_to_string("customer/worth.html", context, request)
