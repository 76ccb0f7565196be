"""Conversations and what was said in them, within the reader's scope."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rapport.collaborative.delivery.contracts import (
    ConversationLine,
    ConversationRow,
    DeliveryLine,
    FileLine,
    MessageLine,
)
from rapport.collaborative.delivery.models import ChannelAccount, Conversation, Delivery, Message, MessageFile
from rapport.customers.party.api import load_names, visible_ids
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor, list_member_names, within_scope
from rapport.kernel.paging.api import in_order

SHOWN, LOOKED_AT = 50, 1_000


def list_conversations(actor: Actor, verb: str = "view") -> QuerySet[Conversation]:
    """Return the conversations within the actor's scope: by unit, or by whose they are."""
    return within_scope(Conversation.objects.all(), actor, verb, "conversation", owner="assignee_id")


def get_conversation(conversation_id: UUID, *, actor: Actor, verb: str = "view") -> ConversationLine:
    """Return a conversation; raises `Missing`."""
    row = list_conversations(actor, verb).filter(id=conversation_id).first()
    if row is None:
        raise Missing("There is no such conversation.")
    return line_of(row)


def get_conversation_for_update(
    conversation_id: UUID, *, actor: Actor, version: int | None = None
) -> Conversation:
    """Lock a conversation the actor may change; raises `Missing`, `Conflict` (another version)."""
    rows = list_conversations(actor, "edit").select_for_update(of=("self",))
    row = rows.filter(id=conversation_id).first()
    if row is None:
        raise Missing("There is no such conversation.")
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this conversation meanwhile.", code="stale")
    return row


def line_of(row: Conversation) -> ConversationLine:
    """Return a conversation as it stands."""
    return ConversationLine(
        *(row.id, row.channel, row.account_id, row.party_id, row.peer, row.subject, row.state, row.match),
        *(row.assignee_id, row.team_id, row.snoozed_until, tuple(row.tags), row.messages),
        *(row.waiting_since, row.answer_due_at, row.last_at, row.created_at, row.version),
    )


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[ConversationRow]:
    """Return lines of a list in the order of their ids, already within scope; set-based."""
    rows = in_order(ids, {row.id: row for row in Conversation.objects.filter(id__in=ids)})
    names = name_parties({row.party_id for row in rows if row.party_id}, actor)
    accounts = dict(
        ChannelAccount.objects.filter(id__in={row.account_id for row in rows}).values_list("id", "name")
    )
    members = list_member_names(row.assignee_id for row in rows if row.assignee_id)
    return [
        ConversationRow(
            id=row.id,
            channel=row.channel,
            account=accounts.get(row.account_id, ""),
            customer_id=row.party_id if row.party_id in names else None,
            name=names.get(row.party_id, row.peer) if row.party_id else row.peer,
            subject=row.subject,
            preview=row.preview,
            state=row.state,
            match=row.match,
            assignee=members.get(row.assignee_id, "") if row.assignee_id else "",
            tags=tuple(row.tags),
            messages=row.messages,
            waiting_since=row.waiting_since,
            answer_due_at=row.answer_due_at,
            snoozed_until=row.snoozed_until,
            last_at=row.last_at,
        )
        for row in rows
    ]


def name_parties(party_ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the names of those customers the reader may see."""
    if not party_ids or not actor.may("view", "customer"):
        return {}
    seen = visible_ids(actor).filter(id__in=party_ids).values_list("id", flat=True)
    return {party: name for party, (name, _kind) in load_names(list(seen)).items()}


def find_answered(conversation_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the conversations in which the business has written already."""
    said = Message.objects.filter(conversation_id__in=tuple(conversation_ids), direction="out")
    return set(said.values_list("conversation_id", flat=True).distinct())


def find_acquainted(party_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the member who had each customer's latest conversation that somebody had."""
    had = Conversation.objects.filter(party_id__in=tuple(party_ids), assignee_id__isnull=False)
    latest = had.order_by("party_id", "-last_at", "-id").distinct("party_id")
    pairs = latest.values_list("party_id", "assignee_id")
    return {party: member for party, member in pairs if party and member}


def count_load(member_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many open conversations each of the members has."""
    had = Conversation.objects.filter(assignee_id__in=tuple(member_ids), state="open")
    counted = had.values_list("assignee_id").annotate(many=Count("id")).order_by("assignee_id")
    return {member: many for member, many in counted if member}


def list_latest_tags(actor: Actor) -> list[str]:
    """Return the words the latest thousand conversations are marked by, in their order."""
    latest = list_conversations(actor).order_by("-last_at", "-id").values_list("tags", flat=True)[:LOOKED_AT]
    return sorted({tag for tags in latest for tag in tags})


def name_threads(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """What conversations are about, as far as the reader may see them."""
    if not actor.may("view", "conversation"):
        return {}
    rows = list_conversations(actor).filter(id__in=tuple(ids))
    return {row.id: row.subject or row.peer for row in rows}


def list_messages(conversation_id: UUID, *, actor: Actor, before: UUID | None = None) -> list[MessageLine]:
    """Return the latest messages of a conversation, the oldest first, or those before one of them.

    Raises `Missing`. At most fifty, with files and deliveries, in a few statements.
    """
    get_conversation(conversation_id, actor=actor)
    rows = Message.objects.filter(conversation_id=conversation_id)
    if before is not None:
        edge = rows.filter(id=before).values_list("at", "id").first()
        if edge is None:
            raise Missing("There is no such message.")
        rows = rows.filter(Q(at__lt=edge[0]) | Q(at=edge[0], id__lt=edge[1]))
    latest = list(rows.order_by("-at", "-id")[:SHOWN])
    return message_lines(reversed(latest))


def find_message_of(delivery_id: UUID) -> UUID:
    """Return the message a delivery carries."""
    return Delivery.objects.values_list("message_id", flat=True).get(id=delivery_id)


def count_written(conversation_ids: Collection[UUID], *, since: datetime) -> dict[UUID, tuple[int, int]]:
    """Return what the business wrote in conversations: by machines since a moment (UTC), by members ever."""
    said = Message.objects.filter(conversation_id__in=tuple(conversation_ids), direction="out")
    counted = said.values_list("conversation_id").annotate(
        machines=Count("id", filter=Q(author_id=None, at__gt=since)),
        members=Count("id", filter=Q(author_id__isnull=False)),
    )
    return {thread: (machines, members) for thread, machines, members in counted.order_by("conversation_id")}


def find_attended(conversation_ids: Collection[UUID], *, since: datetime) -> set[UUID]:
    """Return those of the conversations in which a member wrote since a moment (UTC)."""
    said = Message.objects.filter(
        conversation_id__in=tuple(conversation_ids), direction="out", author_id__isnull=False, at__gt=since
    )
    return set(said.values_list("conversation_id", flat=True).distinct())


def load_messages(message_ids: Collection[UUID]) -> dict[UUID, MessageLine]:
    """Return messages by their ids, for a channel that shows them to whom they were written."""
    return {one.id: one for one in message_lines(Message.objects.filter(id__in=tuple(message_ids)))}


def message_lines(rows: Iterable[Message]) -> list[MessageLine]:
    """Return messages with their files and deliveries, in two statements whatever their number."""
    found = list(rows)
    ids = [row.id for row in found]
    files: dict[UUID, list[FileLine]] = {}
    for one in MessageFile.objects.filter(message_id__in=ids).order_by("message_id", "position"):
        files.setdefault(one.message_id, []).append(_file(one))
    sent = {one.message_id: _delivery(one) for one in Delivery.objects.filter(message_id__in=ids)}
    return [
        MessageLine(
            *(row.id, row.conversation_id, row.direction, row.sender, row.sender_name, row.author_id),
            *(tuple(row.copies), row.subject, row.text, row.quoted, bool(row.html), row.automatic),
            *(row.flaw, row.at, tuple(files.get(row.id, ())), sent.get(row.id)),
        )
        for row in found
    ]


def get_message(conversation_id: UUID, message_id: UUID, *, actor: Actor) -> Message:
    """Return one message of a conversation the actor may see; raises `Missing`."""
    get_conversation(conversation_id, actor=actor)
    row = Message.objects.filter(id=message_id, conversation_id=conversation_id).first()
    if row is None:
        raise Missing("There is no such message.")
    return row


def get_file(conversation_id: UUID, message_id: UUID, position: int, *, actor: Actor) -> FileLine:
    """Return a file that was kept; raises `Missing`."""
    message = get_message(conversation_id, message_id, actor=actor)
    row = MessageFile.objects.filter(message=message, position=position).exclude(blob_id=None).first()
    if row is None:
        raise Missing("There is no such file.")
    return _file(row)


def list_pictures(message_id: UUID, wanted: Collection[str]) -> list[FileLine]:
    """Return the kept files a message's own text shows, by their content ids."""
    rows = MessageFile.objects.filter(message_id=message_id, content_id__in=wanted).exclude(blob_id=None)
    return [_file(row) for row in rows.order_by("position")]


def _file(row: MessageFile) -> FileLine:
    return FileLine(
        *(row.message_id, row.position, row.name, row.media_type, row.size, row.content_id, row.refused),
        row.blob_id,
    )


def _delivery(row: Delivery) -> DeliveryLine:
    return DeliveryLine(
        *(row.id, row.address, row.purpose, row.state, row.code, row.detail, row.tries, row.units),
        *(row.cost, row.currency, row.due_at, row.sent_at),
    )
