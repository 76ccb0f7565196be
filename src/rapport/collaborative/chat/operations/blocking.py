"""Visitors nothing more is taken from, since a member said so."""

from uuid import UUID

from django.utils import timezone

from rapport.collaborative.chat.models import ChatVisitor
from rapport.kernel.errors import Missing


def block_visitor(address: str, on: bool) -> None:
    """Take nothing more of a visitor, or take it again, in the caller's transaction, who has authorised.

    Raises `Missing`. They are known by their browser's secret: whoever comes with a new one is somebody new.
    """
    own = ChatVisitor.objects.filter(id__in=_read_ids(address))
    if not own.update(blocked_at=timezone.now() if on else None):
        raise Missing("This visitor is not known any more.")


def _read_ids(address: str) -> list[UUID]:
    """The visitor's id; none of an address that is none."""
    try:
        return [UUID(hex=address)]
    except ValueError:
        return []
