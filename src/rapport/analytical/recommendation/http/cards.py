"""The room's cards: what to offer a customer, and what goes with a product and who would buy it."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.analytical.recommendation.contracts import WHY_NOT, Goods
from rapport.analytical.recommendation.queries import (
    list_pairs,
    list_takers,
    rank_actions,
    suggest_for_customer,
)
from rapport.customers.party.api import seen_of
from rapport.kernel.identity.api import actor_of, tenant_of
from rapport.ui.api import PageCard, get_viewer, may, register_card


def register_cards() -> None:
    """Hang them on the pages of customers and products."""
    seen = may("view", "recommendation")
    register_card(
        PageCard(
            "customer",
            "recommended",
            _("What to offer"),
            draw_suggested,
            order=15,
            icon="sparkles",
            allowed=seen,
            hears=("order",),
            later=True,
        )
    )
    register_card(
        PageCard(
            "product",
            "together",
            _("Bought together"),
            draw_pairs,
            order=20,
            icon="sparkles",
            allowed=seen,
        )
    )
    register_card(
        PageCard(
            "product", "takers", _("Who would buy it"), draw_takers, order=30, icon="users", allowed=seen
        )
    )


def draw_suggested(request: HttpRequest, subject: UUID | None) -> str:
    """What is due again, and what is new to them, each with its reason."""
    if subject is None:
        return ""
    found = suggest_for_customer(seen_of(request, subject), actor=actor_of(request))
    priced = [(one, write_price(one.goods)) for one in found.items]
    viewer, currency = get_viewer(), tenant_of(request).currency
    context = {
        "again": [line for line in priced if line[0].kind == "again"],
        "new": [line for line in priced if line[0].kind == "new"],
        "actions": [
            (one, viewer.money(one.expected_minor, currency))
            for one in rank_actions(seen_of(request, subject), actor=actor_of(request))
        ],
        "refused": [(one.goods.name, one.reason or WHY_NOT[one.why]) for one in found.refused],
        "party_id": subject,
        "may_bar": actor_of(request).may("edit", "customer"),
    }
    told = found.items or context["actions"]
    return render_to_string("recommendation/customer.html", context, request) if told else ""


def draw_pairs(request: HttpRequest, subject: UUID | None) -> str:
    """Products that the same customers buy."""
    pairs = list_pairs(subject, actor=actor_of(request)) if subject else []
    priced = [(pair, write_price(pair.goods)) for pair in pairs]
    return render_to_string("recommendation/pairs.html", {"pairs": priced}, request) if pairs else ""


def draw_takers(request: HttpRequest, subject: UUID | None) -> str:
    """The likeliest customers, and the way to all of them."""
    takers = list_takers(subject, actor=actor_of(request)) if subject else []
    may_bar = actor_of(request).may("edit", "recommendation")
    context = {"takers": takers, "product_id": subject, "may_bar": may_bar}
    return render_to_string("recommendation/takers.html", context, request) if takers else ""


def write_price(goods: Goods) -> str:
    """Write what one piece costs."""
    return get_viewer().price(goods.price, goods.currency)
