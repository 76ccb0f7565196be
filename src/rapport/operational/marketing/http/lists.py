"""The list of campaigns, with its calendar."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import Actor, find_actor_of
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.http.words import STATES, TONES
from rapport.operational.marketing.models import Campaign
from rapport.operational.marketing.queries.campaigns import ORDERS, list_campaigns, load_rows
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
from rapport.ui.api.records import Calendar, RecordList, narrow_by, show_records


def may_see(request: HttpRequest) -> bool:
    """Tell whether campaigns belong into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "campaign")


def show_campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns the member may see, the newest first."""
    return show_records(request, CAMPAIGNS)


def _columns(actor: Actor) -> list[Column[CampaignLine]]:
    moments: dict[str, Any] = {"newest_first": True}
    return [
        Link("name", _("Name"), href=lambda row: f"/campaigns/{row.id}", sort=True, width=16, phone="title"),
        Badge("state", _("State"), labels=STATES, tones=TONES, phone="aside", width=10.5),
        Text("goal", _("Goal"), phone="under", width=13),
        DateTime(
            "send", _("Goes out"), lambda row: row.send_at, sort=True, phone="corner", width=9.5, **moments
        ),
        Number("hold_out", _("Held out, in percent"), width=9),
        Custom("budget", _("Budget"), draw=_budget, width=8),
        DateTime("created", _("Made"), lambda row: row.created_at, ago=True, sort=True, width=7, **moments),
    ]


def _budget(row: CampaignLine, viewer: Viewer) -> str:
    return "" if row.budget_minor is None else viewer.money(row.budget_minor, row.currency)


def _filters(actor: Actor) -> list[Filter]:
    choices = [Choice(value, str(label)) for value, label in Campaign.State.choices]
    return [Filter("state", _("State"), choices, icon="circle-dot")]


def _load(ids: Sequence[UUID], actor: Actor) -> list[CampaignLine]:
    return load_rows(ids, actor)


def _actions(actor: Actor) -> list[Action]:
    actions = [Action(_("Pictures"), "/campaigns/pictures", icon="image")]
    actions.append(Action(_("Calls"), "/campaigns/calls", icon="phone"))
    if actor.may("view", "order"):
        actions.append(Action(_("Results"), "/campaigns/results", icon="chart-line"))
    if actor.may("create", "campaign"):
        actions.append(Action(_("New campaign"), "/campaigns/new", icon="plus", main=True, key="n"))
    return actions


def _empty(actor: Actor) -> Empty:
    return Empty(
        _("No campaigns yet"),
        _("A campaign writes to an audience and shows what that brought, beside those it left alone."),
        icon="megaphone",
    )


CAMPAIGNS: RecordList[CampaignLine] = RecordList(
    kind="campaign",
    name="campaigns",
    path="/campaigns",
    title=gettext_lazy("Campaigns"),
    columns=_columns,
    rows=list_campaigns,
    narrow=narrow_by("state"),
    orders=ORDERS,
    load=_load,
    default_sort="-created",
    filters=_filters,
    groups=("state",),
    actions=_actions,
    calendar=Calendar(days=("send", "created")),
    empty=_empty,
)
"""The list of campaigns, as every list is told to the house."""
