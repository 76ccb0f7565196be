"""The words people read for moods, topics, intents, models and refusals."""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.analytical.mood.contracts import Aspect, Feeling, ModelState, Refusal
from rapport.analytical.mood.contracts.marks import STARTERS
from rapport.customers.consent.contracts.channels import name_channel

Tone = Literal["plain", "info", "good", "warn", "bad", "accent"]
MOODS: dict[str, str | Promise] = {
    Feeling.UNHAPPY: _("Unhappy"),
    Feeling.NEUTRAL: _("Neutral"),
    Feeling.HAPPY: _("Happy"),
}
TONES: dict[str, Tone] = {Feeling.UNHAPPY: "bad", Feeling.NEUTRAL: "plain", Feeling.HAPPY: "good"}
TOPICS: dict[str, str | Promise] = {one.code: one.label for one in STARTERS if one.aspect == "topic"}
INTENTS: dict[str, str | Promise] = {one.code: one.label for one in STARTERS if one.aspect == "intent"}
ASPECTS: dict[str, str | Promise] = {
    Aspect.MOOD: _("Mood"),
    Aspect.TOPIC: _("Topic"),
    Aspect.INTENT: _("What they want"),
}
LANGUAGES: dict[str, str | Promise] = {"en": _("English"), "zh": _("Chinese")}
STATES: dict[str, str | Promise] = {
    ModelState.PROPOSED: _("Proposed"),
    ModelState.APPROVED: _("In use"),
    ModelState.RETIRED: _("Replaced"),
    ModelState.REFUSED: _("Refused"),
}
STATE_TONES: dict[str, Tone] = {
    ModelState.PROPOSED: "info",
    ModelState.APPROVED: "good",
    ModelState.RETIRED: "plain",
    ModelState.REFUSED: "bad",
}
REFUSALS: dict[str, str | Promise] = {
    Refusal.FEW: _("Too few labelled texts: at least forty are needed, eight of each label."),
    Refusal.ONE_CLASS: _("Only one label has eight texts or more: there is nothing to tell apart."),
    Refusal.NO_BETTER: _("What was learnt read no better than words alone, or than one label for all."),
}


def name_mood(mood: str) -> str:
    """Return the word for a mood, or a label of a set of the shop's own as it is."""
    return str(MOODS.get(mood, mood))


def name_topic(topic: str) -> str:
    """Return the word for a topic, or a label of a set of the shop's own as it is."""
    return str(TOPICS.get(topic, topic))


def name_intent(intent: str) -> str:
    """Return the word for what somebody wants, or a label of a set of the shop's own as it is."""
    return str(INTENTS.get(intent, intent))


def name_part(by: str, key: str) -> str:
    """Return the word for a part: all texts, a topic, a channel, or a product's SKU as it is."""
    if by == "all":
        return gettext("All texts")
    if by == "channel":
        return name_channel(key)
    return name_topic(key) if by == "topic" else key
