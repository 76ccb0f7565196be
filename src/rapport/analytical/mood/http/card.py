"""The card on a customer's page: how they feel, and where what they said last is."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.analytical.mood.contracts.labels import TONES, name_intent, name_mood, name_topic
from rapport.analytical.mood.queries.texts import find_customer_mood, find_last
from rapport.customers.party.api import seen_of
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import PageCard, may, register_card


def register_cards() -> None:
    """Put the card on the customer's page."""
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
