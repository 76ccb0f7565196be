"""Answers reach their visitor: they get a line, and open widgets hear of it."""

from uuid import UUID

from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.chat.operations.lines import add_lines
from rapport.collaborative.chat.operations.telling import tell_visitors
from rapport.collaborative.delivery.api import find_message_of
from rapport.collaborative.delivery.contracts import AccountState, Outbound, Unacceptable
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import unit_of_work


def show_answer(account: AccountState, message: Outbound) -> None:
    """Put an answer into its visitor's chat; the same one twice is there once.

    Raises `Unacceptable` where there is no such visitor.
    """
    with unit_of_work(system_actor(account.tenant_id)):
        visitor_id = _read_id(message.address)
        own = ChatVisitor.objects.filter(account_id=account.id)
        row = own.filter(id=visitor_id).first() if visitor_id else None
        if row is None:
            raise Unacceptable("This visitor is not known any more.", code="gone")
        add_lines([(row.id, find_message_of(message.id), message.token, "", message.at)])
        tell_visitors({row.id})


def _read_id(address: str) -> UUID | None:
    try:
        return UUID(hex=address)
    except ValueError:
        return None
