"""The lists of journeys, and of whoever is or was on the way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import Actor
from rapport.operational.journeys.contracts import JourneyLine, Traveller
from rapport.operational.journeys.http.picture import name_step
from rapport.operational.journeys.http.words import STATES, TONES
from rapport.operational.journeys.models import Journey
from rapport.operational.journeys.queries import journeys, people
from rapport.operational.journeys.queries.words import WHY
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Custom,
    DateTime,
    Empty,
    Filter,
    Link,
    Number,
    Text,
    Viewer,
)
from rapport.ui.api.records import RecordList, narrow_by, show_records


def show_journeys(request: HttpRequest) -> HttpResponse:
    """The journeys the member may see, the newest first."""
    return show_records(request, JOURNEYS)


def show_people(request: HttpRequest) -> HttpResponse:
    """Whoever is or was on the way, who came in last first."""
    return show_records(request, PEOPLE)


def _columns(actor: Actor) -> list[Column[JourneyLine]]:
    return [
        Link("name", _("Name"), href=lambda row: f"/journeys/{row.id}", sort=True, width=18, phone="title"),
        Badge("state", _("State"), labels=STATES, tones=TONES, phone="aside", width=8),
        Text("about", _("About"), phone="under", width=18),
        Number("live", _("Version that is live"), width=6),
        DateTime(
            "created", _("Made"), lambda row: row.created_at, ago=True, sort=True, width=7, newest_first=True
        ),
    ]


def _filters(actor: Actor) -> list[Filter]:
    choices = [Choice(value, str(label)) for value, label in Journey.State.choices]
    return [Filter("state", _("State"), choices, icon="circle-dot")]


def _load(ids: Sequence[UUID], actor: Actor) -> list[JourneyLine]:
    return journeys.load_rows(ids, actor)


def _actions(actor: Actor) -> list[Action]:
    if not actor.may("create", "journey"):
        return []
    return [Action(_("New journey"), "/journeys/new", icon="plus", main=True, key="n")]


def _empty(actor: Actor) -> Empty:
    return Empty(
        _("No journeys yet"),
        _("A journey does one thing after another for each customer: it waits, asks, writes, and ends."),
        icon="waypoints",
    )


JOURNEYS: RecordList[JourneyLine] = RecordList(
    kind="journey",
    name="journeys",
    path="/journeys",
    title=gettext_lazy("Journeys"),
    columns=_columns,
    rows=journeys.list_journeys,
    narrow=narrow_by("state"),
    orders=journeys.ORDERS,
    load=_load,
    default_sort="-created",
    filters=_filters,
    groups=("state",),
    actions=_actions,
    empty=_empty,
)
"""The list of journeys, as every list is told to the house."""


def _person_columns(actor: Actor) -> list[Column[Traveller]]:
    moments: dict[str, Any] = {"newest_first": True}
    return [
        Link(
            "customer",
            _("Customer"),
            _name,
            href=lambda row: f"/customers/{row.party_id}",
            width=10,
            phone="title",
        ),
        Link(
            "journey",
            _("Journey"),
            href=lambda row: f"/journeys/{row.journey_id}/people/{row.party_id}",
            width=9,
        ),
        Custom("step", _("Step"), draw=_step, width=12, phone="under"),
        Custom("why", _("What became of them"), draw=_why, width=10, phone="aside"),
        DateTime("due", _("Goes on"), lambda row: row.due_at, width=11, **moments),
        DateTime(
            "entered", _("Began"), lambda row: row.entered_at, sort=True, width=11, phone="corner", **moments
        ),
        DateTime("left", _("Went away"), lambda row: row.left_at, width=11, **moments),
        DateTime("reached", _("Goal reached"), lambda row: row.goal_at, width=11, **moments),
    ]


def _name(row: Traveller) -> str:
    return row.name


def _step(row: Traveller, viewer: Viewer) -> str:
    return name_step(row.step)


def _why(row: Traveller, viewer: Viewer) -> str:
    return str(WHY.get(row.why, row.why))


def _load_people(ids: Sequence[UUID], actor: Actor) -> list[Traveller]:
    return people.load_people(ids, actor)


def _nobody(actor: Actor) -> Empty:
    return Empty(
        _("Nobody is here"), _("Whoever comes to this step stands here until they go on."), icon="users"
    )


PEOPLE: RecordList[Traveller] = RecordList(
    kind="journey_person",
    name="journey-people",
    path="/journeys/people",
    title=gettext_lazy("People on journeys"),
    columns=_person_columns,
    rows=people.list_people,
    narrow=narrow_by(),
    orders=people.ORDERS,
    load=_load_people,
    default_sort="-entered",
    groups=("journey", "why"),
    empty=_nobody,
)
"""The list of people on journeys."""
