"""Whom notes on conversations name: kept as the notes stand, so that there is a queue of them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from rapport.collaborative.inbox.models import ThreadMention


def follow_notes(named: Sequence[tuple[UUID, UUID, Collection[UUID]]], removed: Collection[UUID]) -> None:
    """Keep (note, conversation, members named) as they now are; forget removed notes. Needs a tenant."""
    fresh = {note: (conversation, members) for note, conversation, members in named if note not in removed}
    ThreadMention.objects.filter(note_id__in=[*fresh, *removed]).delete()
    ThreadMention.objects.bulk_create(
        ThreadMention(note_id=note, member_id=member, conversation_id=conversation)
        for note, (conversation, members) in fresh.items()
        for member in dict.fromkeys(members)
    )
