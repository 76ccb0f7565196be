"""The card on a customer's page: how they feel, and what they said last."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.analytical.mood.contracts.labels import TONES, name_intent, name_mood, name_topic
from rapport.analytical.mood.queries.texts import find_customer_mood, list_of_customer
from rapport.customers.party.api import seen_of
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import PageCard, may, register_card

SHOWN = 140


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
    """The mood with the last texts; nothing of whom nothing is known."""
    if subject is None:
        return ""
    actor = actor_of(request)
    mood = find_customer_mood(seen_of(request, subject), actor=actor)
    if mood is None:
        return ""
    context = {
        "mood": mood,
        "label": name_mood(mood.mood),
        "tone": TONES.get(mood.mood, "plain"),
        "topic": name_topic(mood.topic) if mood.topic else "",
        "intent": name_intent(mood.intent) if mood.intent else "",
        "texts": [
            {
                "row": row,
                "words": " ".join(row.text.split())[:SHOWN],
                "label": name_mood(row.mood),
                "tone": TONES.get(row.mood, "plain"),
            }
            for row in list_of_customer(mood.party_id, actor=actor)
        ],
    }
    return render_to_string("mood/card.html", context, request)
