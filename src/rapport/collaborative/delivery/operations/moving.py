"""Messages go from one conversation to another: threads put together, taken apart, and back."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Max

from rapport.collaborative.delivery.models import Conversation, Message, MessageFile
from rapport.collaborative.delivery.operations.telling import tell_changed
from rapport.collaborative.delivery.queries.threads import list_conversations
from rapport.collaborative.delivery.rules import texts
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work


def move_messages(
    source_id: UUID,
    target_id: UUID,
    *,
    since: UUID | None = None,
    only: Collection[UUID] | None = None,
    actor: Actor,
) -> list[UUID]:
    """Move messages with their files: all, those from one on, or only these; returns their ids, oldest first.

    A conversation left empty is merged, one filled is open. Answers to what was moved come to the target.
    Raises `Missing`, `Clash` (an address of another account).
    """
    with unit_of_work(actor) as work:
        wanted = list_conversations(actor, "edit").filter(id__in=(source_id, target_id)).order_by("id")
        rows = {row.id: row for row in wanted.select_for_update(of=("self",))}
        if {source_id, target_id} - rows.keys():
            raise Missing("There is no such conversation.")
        source, target = rows[source_id], rows[target_id]
        if source.account_id != target.account_id or source_id == target_id:
            raise Clash("Only conversations of one address go together.", code="other-account")
        moved = _choose(source_id, since, only)
        Message.objects.filter(id__in=moved).update(conversation_id=target_id)
        MessageFile.objects.filter(message_id__in=moved).update(conversation_id=target_id)
        for row in (source, target):
            _recount(row, work)
        return moved


def begin_beside(source_id: UUID, *, actor: Actor) -> UUID:
    """Make an empty conversation with the same customer on the same account; returns its id."""
    with unit_of_work(actor) as work:
        row = list_conversations(actor, "edit").filter(id=source_id).first()
        if row is None:
            raise Missing("There is no such conversation.")
        beside = Conversation.objects.create(
            channel=row.channel,
            account_id=row.account_id,
            party_id=row.party_id,
            peer=row.peer,
            subject=row.subject,
            match=row.match,
            assignee_id=row.assignee_id,
            team_id=row.team_id,
            unit_id=row.unit_id,
            last_at=work.now,
            created_at=work.now,
            version=0,
        )
        return beside.id


def look_again(row: Conversation) -> None:
    """Derive of a locked conversation's messages when the last was, how many, and who waits since when."""
    said = Message.objects.filter(conversation_id=row.id)
    row.messages = said.count()
    last = said.order_by("-at", "-id").first()
    if last is not None:
        row.last_at, row.preview = last.at, texts.preview_of(last.text, last.subject)
    answered = said.filter(direction="out").aggregate(at=Max("at"))["at"]
    asked = said.filter(direction="in", automatic=False)
    open_question = (asked.filter(at__gt=answered) if answered else asked).order_by("at", "id").first()
    row.waiting_since = open_question.at if open_question and row.state == "open" else None
    if row.waiting_since is None:
        row.answer_due_at = None


def _choose(source_id: UUID, since: UUID | None, only: Collection[UUID] | None) -> list[UUID]:
    said = Message.objects.filter(conversation_id=source_id).order_by("at", "id")
    ids = list((said if only is None else said.filter(id__in=tuple(only))).values_list("id", flat=True))
    if (since is not None and since not in ids) or (only is not None and len(ids) != len(set(only))):
        raise Missing("There is no such message.")
    return ids[ids.index(since) :] if since is not None else ids


def _recount(row: Conversation, work: Work) -> None:
    empty = not Message.objects.filter(conversation_id=row.id).exists()
    row.state = "merged" if empty else "open" if row.state == "merged" else row.state
    look_again(row)
    row.version += 1
    row.save()
    tell_changed(row, work)
