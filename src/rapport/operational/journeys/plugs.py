"""What journeys give to the rooms below: filters over journeys and over people on them."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Option,
    member_field,
    register_fields,
    register_kind,
)
from rapport.kernel.identity.api import Actor
from rapport.operational.journeys.models import Journey
from rapport.operational.journeys.queries.journeys import list_journeys
from rapport.operational.journeys.queries.people import list_people
from rapport.operational.journeys.queries.words import WHY
from rapport.operational.journeys.rules.ends import ENDS

KIND = "journey"
PERSON = "journey_person"


def register_filters() -> None:
    """Let lists and programs ask about journeys and people on them."""
    register_kind(FilterKind(KIND, _("Journeys"), list_journeys))
    register_fields(
        KIND,
        FilterField("name", _("Name"), "text", Column("name"), indexed=True),
        FilterField("state", _("State"), "choice", Column("state"), options=_states()),
        FilterField("created", _("Made"), "instant", Column("created_at"), indexed=True),
        member_field("owner", _("Owner"), "owner_id"),
    )
    register_kind(FilterKind(PERSON, _("People on journeys"), list_people))
    register_fields(
        PERSON,
        FilterField(
            *("journey", _("Journey"), "reference", Column("journey_id")),
            options=_journeys,
            target="journey",
            indexed=True,
        ),
        FilterField("step", _("Step"), "text", Column("node")),
        FilterField("why", _("What became of them"), "choice", Column("why"), options=_ends),
        FilterField("entered", _("Began"), "instant", Column("entered_at"), indexed=True),
        FilterField("left", _("Went away"), "instant", Column("left_at")),
        FilterField("reached", _("Goal reached"), "instant", Column("goal_at")),
        FilterField("held_out", _("Held out"), "boolean", Column("held_out")),
    )


def _states() -> Callable[[Actor], list[Option]]:
    options = [Option(value, word) for value, word in Journey.State.choices]
    return lambda _actor: options


def _journeys(actor: Actor) -> list[Option]:
    rows = list_journeys(actor).order_by("name", "id")[:200]
    return [Option(str(row.id), row.name) for row in rows]


def _ends(actor: Actor) -> list[Option]:
    return [Option(value, WHY[value]) for value in ENDS]


class NamedJourneys:
    """Journeys by their names, for whoever reckons what messages cost."""

    def name(self, ids: Collection[UUID]) -> dict[UUID, str]:
        """Return how journeys are called."""
        return dict(Journey.objects.filter(id__in=ids).values_list("id", "name"))

    def list_latest(self, actor: Actor, most: int) -> list[tuple[UUID, str]]:
        """Return the latest journeys the actor may see."""
        if not actor.may("view", KIND):
            return []
        return list(list_journeys(actor).order_by("-created_at", "-id").values_list("id", "name")[:most])
