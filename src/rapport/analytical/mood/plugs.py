"""What customers and conversations can be filtered by of how people feel."""

from django.utils.translation import gettext_lazy as _

from rapport.analytical.mood.contracts.labels import INTENTS, MOODS, TOPICS
from rapport.analytical.mood.models import CustomerMood, MoodText
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields
from rapport.kernel.identity.api import Actor

_GROUP = _("Mood")


def register_filters() -> None:
    """Let lists, audiences and rules ask how customers feel, and how somebody felt in a conversation."""
    for kind, rows, link in (
        ("customer", CustomerMood.objects.all, "party_id"),
        ("conversation", MoodText.objects.all, "conversation_id"),
    ):
        register_fields(
            kind,
            FilterField(
                *("mood", _("Mood"), "choice", Through(rows, link, "mood")),
                options=_moods,
                ruled="mood",
                group=_GROUP,
            ),
            FilterField(
                *("intent", _("What they want"), "choice", Through(rows, link, "intent")),
                options=_intents,
                ruled="mood",
                group=_GROUP,
            ),
        )
    register_fields(
        "customer",
        FilterField(
            *("topic", _("Last topic"), "choice", Through(CustomerMood.objects.all, "party_id", "topic")),
            options=_topics,
            ruled="mood",
            group=_GROUP,
        ),
    )


def _moods(_actor: Actor) -> list[Option]:
    return [Option(str(value), word) for value, word in MOODS.items()]


def _topics(_actor: Actor) -> list[Option]:
    return [Option(value, word) for value, word in TOPICS.items()]


def _intents(_actor: Actor) -> list[Option]:
    return [Option(value, word) for value, word in INTENTS.items()]
