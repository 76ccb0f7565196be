"""The list of texts, which every figure of the page leads to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.mood.contracts import TextRow
from rapport.analytical.mood.contracts.labels import INTENTS, MOODS, TONES, TOPICS, name_intent, name_topic
from rapport.analytical.mood.models import MoodText
from rapport.analytical.mood.queries.texts import ORDERS, list_reached, load_texts
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Badge, Choice, Column, Crumb, DateTime, Empty, Filter, Link, ListState, Muted
from rapport.ui.api.records import RecordList, show_records

SHOWN = 110


def show_texts(request: HttpRequest) -> HttpResponse:
    """Texts with what was read in them, the newest first."""
    crumbs = [Crumb(_("Mood"), "/mood"), Crumb(_("What customers said"))]
    return show_records(request, TEXTS, context={"crumbs": crumbs})


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    for name, field in (("mood", "mood__in"), ("intent", "intent__in"), ("kind", "kind__in")):
        if chosen := state.chosen.get(name, ()):
            rows = rows.filter(**{field: chosen})
    if chosen := state.chosen.get("topic", ()):
        rows = rows.filter(topics__overlap=list(chosen))
    return rows


def _filters(actor: Actor) -> list[Filter]:
    def choices(words: Any) -> list[Choice]:
        return [Choice(str(value), word) for value, word in words]

    return [
        Filter("mood", _("Mood"), choices(MOODS.items()), icon="smile"),
        Filter("topic", _("Topic"), choices(TOPICS.items()), icon="tag"),
        Filter("intent", _("What they want"), choices(INTENTS.items()), icon="target"),
        Filter("kind", _("Kind"), choices(MoodText.Kind.choices), icon="shapes"),
    ]


def _columns(actor: Actor) -> list[Column[TextRow]]:
    return [
        Link(
            "text",
            _("Text"),
            lambda row: " ".join(row.text.split())[:SHOWN] or _("Not yours to read"),
            href=lambda row: f"/mood/texts/{row.id}",
            grow=True,
            width=30,
            phone="title",
        ),
        Badge("mood", _("Mood"), lambda row: row.mood, labels=MOODS, tones=TONES, phone="aside"),
        Muted("topic", _("Topic"), lambda row: ", ".join(map(name_topic, row.topics)), phone="under"),
        Muted("intent", _("What they want"), lambda row: name_intent(row.intent)),
        Muted("name", _("Customer"), lambda row: row.name),
        Muted("sku", _("Product"), lambda row: row.sku),
        DateTime("at", _("When"), sort=True, newest_first=True, phone="corner"),
    ]


def _load(ids: Sequence[UUID], actor: Actor) -> list[TextRow]:
    return load_texts(ids, actor)


TEXTS: RecordList[TextRow] = RecordList(
    kind="mood_text",
    name="texts",
    path="/mood/texts",
    title=gettext_lazy("What customers said"),
    columns=_columns,
    rows=list_reached,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="-at",
    filters=_filters,
    empty=lambda actor: Empty(
        _("Nothing is here"),
        _("Messages appear here within seconds; reviews come by the API."),
        icon="smile",
    ),
)
"""The list of texts, as every list is told to the house."""
