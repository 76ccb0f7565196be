"""Cards: how a customer feels, and what is said of a product."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.analytical.mood.contracts.labels import TONES, name_intent, name_mood, name_topic
from rapport.analytical.mood.queries.rises import find_sku
from rapport.analytical.mood.queries.texts import find_customer_mood, find_last, read_product
from rapport.customers.party.api import seen_of
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import PageCard, get_viewer, may, register_card

HALF_A_YEAR, SHOWN = timedelta(weeks=26), 110


def register_cards() -> None:
    """Put the cards on the pages of customers and products."""
    register_card(
        PageCard(
            "product",
            "mood",
            _("What is said of it"),
            draw_product,
            column="main",
            order=30,
            icon="smile",
            allowed=may("view", "mood"),
        )
    )
    register_card(
        PageCard(
            "customer",
            "mood",
            _("How they feel"),
            draw_mood,
            order=16,
            icon="smile",
            allowed=may("view", "mood"),
            later=True,
        )
    )


def draw_mood(request: HttpRequest, subject: UUID | None) -> str:
    """The mood with its topic, in two queries with the page; nothing of whom nothing is known."""
    if subject is None:
        return ""
    mood = find_customer_mood(seen_of(request, subject), actor=actor_of(request))
    if mood is None:
        return ""
    context = {
        "mood": mood,
        "label": name_mood(mood.mood),
        "tone": TONES.get(mood.mood, "plain"),
        "topic": name_topic(mood.topic) if mood.topic else "",
        "intent": name_intent(mood.intent) if mood.intent else "",
        "last": find_last(mood.party_id),
    }
    return render_to_string("mood/card.html", context, request)


def draw_product(request: HttpRequest, subject: UUID | None) -> str:
    """How many were unhappy with a product within half a year, and the newest texts about it."""
    sku = find_sku(subject) if subject else ""
    if not sku:
        return ""
    viewer = get_viewer()
    part, rows = read_product(sku, actor=actor_of(request), since=timezone.now() - HALF_A_YEAR)
    if not part.texts:
        return ""
    context = {
        "share": viewer.share(part.share),
        "bar": f"{part.share:.3f}",
        "texts": viewer.number(part.texts),
        "rows": [
            (
                row,
                " ".join(row.text.split())[:SHOWN] or gettext("Not yours to read"),
                name_mood(row.mood),
                TONES.get(row.mood, "plain"),
            )
            for row in rows
        ],
    }
    return render_to_string("mood/product.html", context, request)
