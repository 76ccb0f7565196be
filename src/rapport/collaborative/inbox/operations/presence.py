"""Who else has a conversation open, and who writes in it: known for half a minute after each sign."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from rapport.collaborative.delivery.api import get_channel, get_conversation
from rapport.collaborative.delivery.contracts import ConversationLine
from rapport.collaborative.inbox.models import Presence
from rapport.kernel.identity.api import Actor, list_member_names
from rapport.kernel.live.api import announce
from rapport.kernel.work.api import unit_of_work

LASTS = timedelta(seconds=40)


def be_present(conversation_id: UUID, *, typing: bool, actor: Actor) -> None:
    """Give a sign of being there; pages of others hear of it only when something about it is new."""
    if actor.member_id is None or actor.reads_only:
        return
    with unit_of_work(actor) as work:
        line = get_conversation(conversation_id, actor=actor)
        before = Presence.objects.filter(conversation_id=conversation_id, member_id=actor.member_id).first()
        known = before and before.seen_at > work.now - LASTS and before.typing == typing
        Presence.objects.update_or_create(
            conversation_id=conversation_id,
            member_id=actor.member_id,
            defaults={"typing": typing, "seen_at": work.now},
        )
        if not known:
            announce(f"conversation.{conversation_id}", what="presence")
        show = get_channel(line.channel).show_writing
        if show is not None and (typing or (before and before.typing)):
            show(line.peer, typing)


def leave(conversation_id: UUID, *, actor: Actor) -> None:
    """Say that one has gone from a conversation."""
    if actor.member_id is None:
        return
    with unit_of_work(actor):
        gone, _ = Presence.objects.filter(conversation_id=conversation_id, member_id=actor.member_id).delete()
        if gone:
            announce(f"conversation.{conversation_id}", what="presence")


def list_others(conversation_id: UUID, *, actor: Actor) -> list[tuple[str, bool]]:
    """Return (name, whether they write) of the other members who have a conversation open, by name."""
    here = Presence.objects.filter(conversation_id=conversation_id, seen_at__gt=timezone.now() - LASTS)
    signs = here.values_list("member_id", "typing")
    typing = {member: writes for member, writes in signs if member != actor.member_id}
    names = list_member_names(typing)
    return sorted((names[member], writes) for member, writes in typing.items() if member in names)


def find_presence(line: ConversationLine) -> str:
    """Return whether the other side is `here`, `writing` or `gone`; empty where its channel cannot tell."""
    ask = get_channel(line.channel).presence
    return ask(line.peer) if ask is not None else ""
