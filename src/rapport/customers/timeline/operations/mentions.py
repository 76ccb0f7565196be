"""Whom a note, a task or a contact names: members there are, and told once each."""

from collections.abc import Collection, Iterable
from uuid import UUID

from rapport.customers.timeline.events import ColleagueMentioned
from rapport.customers.timeline.models import Note, Task, Touch
from rapport.kernel.errors import Unknown
from rapport.kernel.identity.api import known_members
from rapport.kernel.work.api import Work


def check_mentions(mentions: Iterable[UUID]) -> list[UUID]:
    """Return the mentioned, each once; raises `Unknown` for a member there is not."""
    wanted = list(dict.fromkeys(mentions))
    if wanted and set(wanted) - known_members(wanted):
        raise Unknown("There is no such member.", fields={"mentions": "There is no such member."})
    return wanted


def tell_mentioned(
    kept: Note | Task | Touch, kind: str, work: Work, *, before: Collection[UUID] = ()
) -> None:
    """Have those told who are named now and were not before, but for the writer."""
    fresh = tuple(one for one in kept.mentions or () if one not in before and one != work.actor.member_id)
    if fresh:
        work.record(
            ColleagueMentioned(where_kind=kind, where_id=kept.id, party_id=kept.party_id, member_ids=fresh)
        )
