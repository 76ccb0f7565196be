"""What customers said, wherever it is kept: rooms that carry messages register, analysis reads by ids."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.timeline.contracts import SaidHead, SaidSource
from rapport.kernel.identity.api import Actor

_sources: list[SaidSource] = []


def register_said(source: SaidSource) -> None:
    """Have a room tell what customers said through it (in `apps.ready()`)."""
    _sources.append(source)


def read_said(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the words of messages, for jobs of the system; those that are gone are left out."""
    return {message: words for source in _sources for message, words in source.read(ids).items()}


def show_said(ids: Sequence[UUID], *, actor: Actor) -> dict[UUID, str]:
    """Return the words of those messages the actor may see."""
    return {message: words for source in _sources for message, words in source.show(ids, actor).items()}


def list_said(after: UUID | None, limit: int) -> list[SaidHead]:
    """Return heads of messages that came after one of them, in the order of their ids, at most `limit`.

    For jobs of the system that catch up with what was said before they listened.
    """
    found = [head for source in _sources for head in source.walk(after, limit)]
    return sorted(found, key=lambda head: head.id)[:limit]
