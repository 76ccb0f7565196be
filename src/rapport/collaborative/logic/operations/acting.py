"""What a service does beside answering: somebody is registered, or agrees, with proof of what they said."""

from collections.abc import Mapping, Sequence

import structlog
from django.db import transaction

from rapport.collaborative.delivery.contracts import Heard
from rapport.collaborative.logic.rules.deciding import Decision
from rapport.collaborative.logic.rules.meeting import Service
from rapport.customers.consent.api import CHANNELS, ConsentDraft, record_consents
from rapport.customers.party.api import (
    ContactDraft,
    add_contact_point,
    get_customer,
    update_customer,
)
from rapport.customers.prospects.api import ProspectDraft, capture_prospects, change_prospect
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work

SOURCE = "automatic answer"
log = structlog.get_logger(__name__)


def act(done: Sequence[tuple[Heard, Decision]], work: Work) -> None:
    """Register who is to be registered, and write down who agreed; nobody known is neither."""
    consents = []
    for heard, decision in done:
        service = decision.service
        if service is None or heard.customer_id is None:
            continue
        if service.definition.then.registers:
            _register(heard, service, decision.answers, work.actor)
        if service.definition.then.purpose:
            consents.append(_statement(heard, service, decision))
    if consents:
        record_consents(consents, actor=work.actor)


def nobody(heard: Heard) -> set[str]:
    """Return the names a customer has who has none: what their address is."""
    return {heard.sender, heard.sender.partition("@")[0]}


def _statement(heard: Heard, service: Service, decision: Decision) -> ConsentDraft:
    """The consent with its proof: what was asked in which version, and the words that agreed."""
    then = service.definition.then
    asked = then.confirm or f"{service.name}: {', '.join(service.definition.when.words)}"
    if heard.customer_id is None:
        raise ValueError("Nobody agrees for nobody.")
    return ConsentDraft(
        party_id=heard.customer_id,
        purpose=then.purpose,
        channel=heard.account.channel if heard.account.channel in CHANNELS else "chat",
        given=True,
        origin="self",
        proof=f"message {heard.message_id}: “{heard.text[:120]}” to “{asked[:160]}” ({service.number})",
        source=SOURCE,
        way=decision.way or "keyword",
    )


def _register(heard: Heard, service: Service, answers: Mapping[str, str], actor: Actor) -> None:
    """Fill in the customer, and write down that they showed interest by this service.

    What cannot be kept, such as an address no rule takes, stays in the conversation for a person.
    """
    try:
        with transaction.atomic():
            _fill_in(heard, answers, actor)
    except RapportError as error:
        log.warning("an answer was not kept", service=service.name, reason=error.code)
    if heard.customer_id is None:
        return
    source = "chat" if heard.account.channel == "chat" else "other"
    draft = ProspectDraft(heard.customer_id, source, service.name, interest="warm")
    for line in capture_prospects([draft], actor=actor):
        if (line.source, line.detail) == ("other", heard.account.name):
            change_prospect(line.id, {"source": source, "detail": service.name}, actor=actor)


def _fill_in(heard: Heard, answers: Mapping[str, str], actor: Actor) -> None:
    """Keep what was answered: a name only where there was none, addresses beside those there are."""
    if heard.customer_id is None:
        return
    state = get_customer(heard.customer_id, actor=actor)
    blank = {"name": state.name in nobody(heard), "city": not state.city}
    learnt = {name: answers[name] for name, empty in blank.items() if empty and answers.get(name)}
    if learnt:
        update_customer(state.id, learnt, actor=actor)
    for kind in ("email", "phone"):
        if answers.get(kind):
            add_contact_point(state.id, ContactDraft(kind, answers[kind]), actor=actor)
