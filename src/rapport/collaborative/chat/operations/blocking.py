"""Visitors nothing more is taken from, since a member said so."""

from uuid import UUID

from rapport.collaborative.chat.models import ChatVisitor
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


def block_visitor(address: str, on: bool, actor: Actor) -> None:
    """Take nothing more of a visitor, or take it again; the caller has authorised. Raises `Missing`.

    They are known by their browser's secret alone: whoever comes with a new one is somebody new.
    """
    with unit_of_work(actor) as work:
        own = ChatVisitor.objects.filter(id=_read_id(address))
        if not own.update(blocked_at=work.now if on else None):
            raise Missing("This visitor is not known any more.")


def _read_id(address: str) -> UUID | None:
    try:
        return UUID(hex=address)
    except ValueError:
        return None
