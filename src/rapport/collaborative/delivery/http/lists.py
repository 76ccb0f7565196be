"""The list of conversations, the latest first."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.collaborative.delivery.contracts import ConversationRow
from rapport.collaborative.delivery.http.words import MATCH_TONES, MATCHES, STATE_TONES, STATES
from rapport.collaborative.delivery.operations.channels import list_channels
from rapport.collaborative.delivery.queries.threads import list_conversations, load_rows
from rapport.customers.party.api import found_ids
from rapport.customers.party.contracts import CustomerFilter
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import by_column
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    Link,
    ListState,
    Muted,
    Tags,
    Text,
)
from rapport.ui.api.records import RecordList, show_records


def show_conversations(request: HttpRequest) -> HttpResponse:
    """The conversations the member may see, those still open unless others are asked for."""
    return show_records(request, CONVERSATIONS)


def _columns(actor: Actor) -> list[Column[ConversationRow]]:
    return [
        Link(
            "subject",
            _("Subject"),
            href=lambda row: f"/conversations/{row.id}",
            grow=True,
            phone="title",
        ),
        Text("name", _("With"), width=9, phone="under"),
        Muted("preview", _("Last message"), width=12),
        Badge("state", _("State"), labels=STATES, tones=STATE_TONES, phone="aside", width=6),
        Badge("match", _("Sender"), labels=MATCHES, tones=MATCH_TONES, hidden=True),
        Text("assignee", _("Assigned to"), width=8),
        Tags("tags", _("Tags"), most=2, hidden=True),
        DateTime("waiting", _("Waiting since"), lambda row: row.waiting_since, ago=True),
        DateTime("last", _("Last"), lambda row: row.last_at, ago=True, sort=True, newest_first=True),
    ]


def _filters(actor: Actor) -> list[Filter]:
    mine = [
        Choice("me", _("Assigned to me")),
        Choice("nobody", _("Assigned to nobody")),
        Choice("others", _("Assigned to others")),
    ]
    channels = [Choice(one.name, str(one.label)) for one in list_channels()]
    return [
        Filter("state", _("State"), [Choice(*pair) for pair in STATES.items()], icon="circle-dot"),
        Filter("whose", _("Assigned to"), mine, many=False, icon="user-check"),
        Filter("waiting", _("Waiting"), [Choice("yes", _("Waits for an answer"))], icon="hourglass"),
        Filter("match", _("Sender"), [Choice(*pair) for pair in MATCHES.items()], icon="user-search"),
        Filter("channel", _("Channel"), channels, icon="radio"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    """Those to be worked on, unless others are asked for or somebody searches."""
    chosen = dict(state.chosen)
    if "state" not in chosen and not state.search:
        chosen["state"] = ("open",)
    for name in ("state", "match", "channel"):
        if values := chosen.get(name):
            rows = rows.filter(**{f"{name}__in": values})
    if chosen.get("waiting"):
        rows = rows.exclude(waiting_since=None)
    if whose := chosen.get("whose"):
        rows = _whose(rows, whose[0], actor)
    if state.search.strip():
        rows = rows.filter(party_id__in=found_ids(actor, CustomerFilter(text=state.search)))
    return rows


def _whose(rows: QuerySet[Any], whose: str, actor: Actor) -> QuerySet[Any]:
    if whose == "me":
        return rows.filter(assignee_id=actor.member_id)
    if whose == "nobody":
        return rows.filter(assignee_id=None)
    return rows.exclude(assignee_id=None).exclude(assignee_id=actor.member_id)


def _load(ids: Sequence[UUID], actor: Actor) -> list[ConversationRow]:
    return load_rows(ids, actor)


CONVERSATIONS: RecordList[ConversationRow] = RecordList(
    kind="conversation",
    name="conversations",
    path="/conversations",
    title=gettext_lazy("Conversations"),
    columns=_columns,
    rows=list_conversations,
    narrow=_narrow,
    orders={"last": by_column("last_at", "moment")},
    load=_load,
    default_sort="-last",
    filters=_filters,
    search_label=gettext_lazy("Name, e-mail or phone"),
    groups=("state", "match", "channel", "last"),
    empty=lambda actor: Empty(
        _("No conversations here"),
        _("Whatever customers write to a connected address stands here."),
        icon="messages-square",
    ),
)
"""The list of conversations, as every list is told to the house."""
