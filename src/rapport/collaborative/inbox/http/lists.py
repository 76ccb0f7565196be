"""The list of conversations: queues, filters, orders that an index serves."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.collaborative.delivery.api import (
    MATCHES,
    STATES,
    list_channels,
    list_conversations,
    list_latest_tags,
    load_rows,
)
from rapport.collaborative.delivery.contracts import ConversationRow
from rapport.collaborative.inbox.http.words import MATCH_TONES, QUEUE_LABELS, RESTS, STATE_TONES, name_peer
from rapport.collaborative.inbox.queries.queues import narrow_to
from rapport.customers.party.api import found_ids
from rapport.customers.party.contracts import CustomerFilter
from rapport.kernel.identity.api import Actor, list_colleagues, load_teams
from rapport.kernel.paging.api import Order, by_column, by_nullable
from rapport.ui.api import (
    Ask,
    Badge,
    BulkAction,
    Choice,
    Column,
    Custom,
    DateTime,
    Empty,
    Filter,
    Link,
    ListState,
    Muted,
    Tags,
    Text,
    Viewer,
)
from rapport.ui.api.records import RecordList, narrow_by

PATH = "/inbox"
ORDERS: Mapping[str, Order] = {
    "last": by_column("last_at", "moment"),
    "waiting": by_nullable("waiting_since", "moment"),
    "due": by_nullable("answer_due_at", "moment"),
}


def _columns(actor: Actor) -> list[Column[ConversationRow]]:
    return [
        Link(
            "subject",
            _("Subject"),
            href=lambda row: f"/conversations/{row.id}",
            grow=True,
            phone="title",
        ),
        Custom("name", _("With"), draw=_draw_sender, width=9, phone="under"),
        Muted("preview", _("Last message"), width=12),
        Badge("state", _("State"), labels=STATES, tones=STATE_TONES, width=6),
        Badge("match", _("Sender"), labels=MATCHES, tones=MATCH_TONES, hidden=True),
        Text("assignee", _("Assigned to"), width=8),
        Tags("tags", _("Tags"), most=2, hidden=True),
        DateTime("waiting", _("Waiting since"), lambda row: row.waiting_since, ago=True, sort=True),
        Custom("due", _("Answer by"), draw=_draw_due, phone="aside", sort=True, width=8),
        DateTime(
            "last", _("Last"), lambda row: row.last_at, ago=True, sort=True, newest_first=True, phone="corner"
        ),
    ]


def _draw_sender(row: ConversationRow, viewer: Viewer) -> str:
    said = format_html('<span class="thread-preview"> · {}</span>', row.preview) if row.preview else ""
    name = row.name if row.customer_id else name_peer(row.channel, row.name)
    return format_html("<bdi>{}</bdi>{}", name, said)


def _draw_due(row: ConversationRow, viewer: Viewer) -> str:
    if row.answer_due_at is None:
        return ""
    late = row.answer_due_at < timezone.now()
    return format_html(
        '<span class="badge" data-tone="{}">{}</span>',
        "bad" if late else "plain",
        viewer.ago(row.answer_due_at),
    )


def _filters(actor: Actor) -> list[Filter]:
    channels = [Choice(one.name, str(one.label)) for one in list_channels()]
    return [
        Filter(
            "queue", _("Queue"), [Choice(*pair) for pair in QUEUE_LABELS.items()], many=False, icon="inbox"
        ),
        Filter("match", _("Sender"), [Choice(*pair) for pair in MATCHES.items()], icon="user-search"),
        Filter("channel", _("Channel"), channels, icon="radio"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    """Those of the queue; without one what is open, or where somebody searches whatever there is."""
    queue = state.chosen.get("queue", ("",))[0]
    if state.search.strip() and not queue:
        rows = rows.exclude(state="merged")
    else:
        rows = narrow_to(rows, queue, actor)
    rows = narrow_by("match", "channel")(rows, state, actor)
    if words := state.search.strip():
        party = Q(party_id__in=found_ids(actor, CustomerFilter(text=words)))
        rows = rows.filter(party | Q(peer=words.lower()))
    return rows


def _bulk(actor: Actor, filters: Sequence[Filter]) -> list[BulkAction]:
    if not actor.may("edit", "conversation"):
        return []
    change = "/lists/conversation/many"
    to = Ask("to", _("Whose shall it be?"), lambda: _holders(actor))
    rest = Ask("for", _("Until when?"), lambda: [Choice(name, str(label)) for name, label in RESTS])
    tag = Ask("tag", _("Tag"), lambda: _tags(actor), free=True)
    gone = Ask("gone", _("Tag"), lambda: _tags(actor))
    return [
        BulkAction(_("Give on"), f"{change}/assign", icon="user-check", ask=to, whole=True),
        BulkAction(_("Close"), f"{change}/close", icon="check", whole=True),
        BulkAction(_("Put it off"), f"{change}/snooze", icon="moon", ask=rest, whole=True),
        BulkAction(_("Add tag"), f"{change}/tag", icon="tag", ask=tag, whole=True),
        BulkAction(_("Remove tag"), f"{change}/untag", icon="tag", ask=gone, whole=True),
        BulkAction(_("Open again"), f"{change}/reopen", icon="undo-2", whole=True),
    ]


def _holders(actor: Actor) -> list[Choice]:
    """Myself, nobody, the teams, the members."""
    mine = [Choice("me", _("Myself"))] if actor.member_id else []
    teams = [Choice(f"team.{team.id}", team.name) for team in load_teams()]
    people = [Choice(f"member.{one}", name) for one, name in list_colleagues() if one != actor.member_id]
    return [*mine, Choice("nobody", _("Nobody")), *teams, *people]


def _tags(actor: Actor) -> list[Choice]:
    return [Choice(tag, tag) for tag in list_latest_tags(actor)]


CONVERSATIONS: RecordList[ConversationRow] = RecordList(
    kind="conversation",
    name="conversations",
    path=PATH,
    title=gettext_lazy("Inbox"),
    columns=_columns,
    rows=list_conversations,
    narrow=_narrow,
    orders=ORDERS,
    load=load_rows,
    default_sort="-last",
    filters=_filters,
    search_label=gettext_lazy("Name, e-mail or phone"),
    bulk=_bulk,
    groups=("match", "channel", "last", "assignee"),
    empty=lambda actor: Empty(
        _("No conversations here"),
        _("Whatever customers write to a connected address stands here."),
        icon="messages-square",
    ),
)
"""The list of conversations, as every list is told to the house."""
