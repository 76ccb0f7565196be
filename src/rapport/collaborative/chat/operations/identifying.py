"""Who a visitor is: by the tracker where that was proved, else by the e-mail address they give."""

from collections.abc import Sequence

import structlog

from rapport.collaborative.chat.contracts import Posted
from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.delivery.api import assign_sender
from rapport.customers.matching.api import list_holders
from rapport.customers.party.api import ContactDraft, CustomerDraft, normalise, take_in_customers
from rapport.customers.prospects.api import ProspectDraft, capture_prospects
from rapport.customers.visitors.api import find_customers_of
from rapport.kernel.errors import Invalid
from rapport.kernel.work.api import Work

SOURCE = "chat"
_KNOWN = ("name", "email", "party", "proved")
log = structlog.get_logger(__name__)


def recognise(pairs: Sequence[tuple[Posted, ChatVisitor]], work: Work) -> None:
    """Note what visitors say of themselves, and tie them and what they wrote to their customers.

    What was proved outranks what somebody says; an address that is none is left out.
    """
    unproved = {one.tracked for one, row in pairs if one.tracked and not row.proved}
    linked = find_customers_of(unproved) if unproved else {}
    for one, row in pairs:
        before = (row.name, row.email, row.party_id, row.proved)
        row.name = one.name or row.name
        if one.tracked in linked and not row.proved:
            row.party_id, row.proved = linked[one.tracked], True
        if one.email:
            _say_email(one, row, work)
        if (row.name, row.email, row.party_id, row.proved) == before:
            continue
        row.save(update_fields=_KNOWN)
        if row.party_id is not None and row.party_id != before[2]:
            assign_sender(row.account_id, row.id.hex, row.party_id, claimed=not row.proved, actor=work.actor)


def _say_email(one: Posted, row: ChatVisitor, work: Work) -> None:
    try:
        email = normalise("email", one.email)
    except Invalid as reason:
        log.info("a visitor's address is none", code=reason.code)
        return
    if email == row.email:
        return
    row.email = email
    if row.proved:
        return
    holders = list_holders("email", email, actor=work.actor)
    if holders:
        row.party_id = holders[0]
        return
    name = row.name or email.partition("@")[0]
    draft = CustomerDraft(name=name[:200], contact_points=(ContactDraft("email", email),))
    (arrival,) = take_in_customers([draft], mode="fill", actor=work.actor)
    if arrival.customer_id is not None:
        row.party_id = arrival.customer_id
        said = ProspectDraft(arrival.customer_id, SOURCE, one.account.name, at=None)
        capture_prospects([said], actor=work.actor)
