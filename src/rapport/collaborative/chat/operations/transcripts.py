"""A chat by e-mail, for the visitor who asks for it."""

from datetime import timedelta
from uuid import UUID

from rapport.collaborative.chat.contracts import Posted, Visitor
from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.chat.operations.identifying import recognise
from rapport.collaborative.chat.queries.lines import load_lines
from rapport.collaborative.chat.rules.settings import read_settings
from rapport.collaborative.chat.rules.transcripts import write_transcript
from rapport.collaborative.chat.rules.words import WORDS, language_of
from rapport.collaborative.delivery.api import begin_conversation, change_conversations
from rapport.collaborative.delivery.contracts import AccountState, Care
from rapport.customers.party.api import normalise
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import system_actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import unit_of_work

AGAIN = timedelta(minutes=10)
"""So long a visitor waits before they are sent another."""


def send_transcript(account: AccountState, visitor: Visitor, email: str) -> UUID:
    """Send a visitor what was said in their chat; returns the conversation it stands in, which is closed.

    Only once a person of the business has answered, and not again within ten minutes: whoever sends strangers
    words of their own choosing finds little here. Raises `Invalid` for an address that is none, `Clash`.
    """
    address = normalise("email", email)
    settings = read_settings(account.settings)
    lines = load_lines(account.tenant_id, {visitor.id: 0})[visitor.id]
    if not settings.email_account:
        raise Clash("Nobody answers by e-mail here.", code="no-address")
    if not any(one.who for one in lines):
        raise Clash("Nobody has answered yet.", code="unanswered")
    actor = system_actor(account.tenant_id)
    with unit_of_work(actor) as work:
        row = ChatVisitor.objects.select_for_update().get(id=visitor.id)
        lately = row.transcript_at is not None and row.transcript_at > work.now - AGAIN
        if lately or row.blocked_at is not None:
            raise Clash("It was sent a moment ago.", code="again")
        said = Posted(account=account, token="", id="", text="", at=work.now, email=address)
        recognise([(said, row)], work)
        if row.party_id is None:
            raise Clash("Nobody is known by this address.", code="nobody")
        language = language_of(row.language)
        subject = f"{WORDS[language]['chat']}: {settings.text('title', language) or account.name}"
        text = write_transcript(lines, language, get_setting("business.zone"))
        begun = begin_conversation(
            row.party_id, UUID(settings.email_account), address, text, subject=subject, actor=actor
        )
        change_conversations([Care(begun, {"state": "closed"})], actor=actor)
        row.transcript_at = work.now
        row.save(update_fields=["transcript_at"])
    return begun
