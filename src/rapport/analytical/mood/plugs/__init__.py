"""What customers and conversations can be filtered by of how people feel, and what members are told."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.analytical.mood.contracts.labels import INTENTS, MOODS, TOPICS, name_part
from rapport.analytical.mood.models import CustomerMood, MoodText
from rapport.analytical.mood.operations.watching import ROSE
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice

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


def register_notices() -> None:
    """Let members hear that more are unhappy than usual."""
    register_notice(NoticeKind(ROSE, _("More are unhappy than usual"), "frown", _write, _lead))


def _write(told: Told) -> str:
    part = name_part(told.values["by"], told.values["key"])
    return gettext("More are unhappy than usual: %(part)s.") % {"part": part}


def _lead(told: Told) -> str:
    return "/mood"
