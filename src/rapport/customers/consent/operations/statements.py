"""Writes of the ledger and of wishes."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection

from rapport.customers.consent import events
from rapport.customers.consent.contracts import ConsentDraft, ConsentLine, PreferenceState
from rapport.customers.consent.models import Preference
from rapport.customers.consent.queries import get_preference
from rapport.customers.consent.rules import check_statement, check_wishes
from rapport.customers.party.api import insert_rows, record_facts, resolve_customer, resolve_customers
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work

_LOCK = "select pg_advisory_xact_lock{}(hashtextextended(%s, 0))"
_ROW = {
    **{"id": "uuid", "party_id": "uuid", "purpose": "text", "channel": "text", "given": "bool"},
    **{"at": "timestamptz", "origin": "text", "proof": "text", "source": "text", "contact": "text"},
    **{"way": "text", "actor_id": "uuid", "batch_id": "uuid"},
}


def record_consent(draft: ConsentDraft, *, actor: Actor) -> ConsentLine:
    """Add a party's statement to the ledger; raises `Invalid`, `Missing`, `Forbidden`."""
    return record_consents([draft], actor=actor)[0]


def record_consents(
    drafts: Sequence[ConsentDraft], *, actor: Actor, batch_id: UUID | None = None
) -> list[ConsentLine]:
    """Add many statements, all or none, in a few statements whatever their number.

    Raises `Invalid` on the first that is wrong, `Missing` unless every party is within the actor's scope.
    """
    actor.require_fields("customer", ["consents"])
    with unit_of_work(actor, batch_id=batch_id) as work:
        if not all(draft.given for draft in drafts):
            _pass_senders(actor.tenant_id)
        living = resolve_customers([draft.party_id for draft in drafts], actor=actor, verb="edit")
        lines = [
            ConsentLine(
                id=new_id(),
                party_id=living[draft.party_id],
                purpose=draft.purpose,
                channel=draft.channel,
                given=draft.given,
                at=draft.at or work.now,
                origin=draft.origin,
                proof=draft.proof,
                source=draft.source,
                contact=draft.contact,
                way=draft.way,
                actor_id=actor.id,
            )
            for draft in (check_statement(draft, now=work.now) for draft in drafts)
        ]
        rows = [(*(getattr(line, name) for name in _ROW if name != "batch_id"), batch_id) for line in lines]
        insert_rows("consent", _ROW, rows)
        record_facts([_fact(line) for line in lines if line.given], work)
        record_facts([_fact(line) for line in lines if not line.given], work)
    return lines


def set_preference(party_id: UUID, wishes: PreferenceState, *, actor: Actor) -> PreferenceState:
    """Keep how a party wishes to be contacted; raises `Invalid`, `Missing`."""
    ready = check_wishes(wishes)
    actor.require_fields("customer", ["preferences"])
    with unit_of_work(actor) as work:
        if ready.do_not_contact:
            _pass_senders(actor.tenant_id)
        party = resolve_customer(party_id, actor=actor, verb="edit")
        values = {
            **{"preferred_channel": ready.preferred_channel, "quiet_from": ready.quiet_from},
            **{"quiet_to": ready.quiet_to, "zone": ready.zone, "do_not_contact": ready.do_not_contact},
            "updated_at": work.now,
        }
        if not Preference.objects.filter(party_id=party).update(**values):
            Preference.objects.create(party_id=party, **values)
        work.record(
            events.PreferenceChanged(
                customer_id=party,
                preferred_channel=ready.preferred_channel,
                quiet_from=ready.quiet_from.isoformat() if ready.quiet_from else "",
                quiet_to=ready.quiet_to.isoformat() if ready.quiet_to else "",
                zone=ready.zone,
                do_not_contact=ready.do_not_contact,
            )
        )
    return ready


def stop_contact(party_id: UUID, *, actor: Actor) -> PreferenceState:
    """Have nobody write to a party any more, its other wishes as they are; raises `Missing`."""
    wishes = get_preference(party_id, actor=actor)
    return set_preference(party_id, replace(wishes, do_not_contact=True), actor=actor)


def hold_withdrawals(tenant_id: UUID) -> None:
    """Wait for withdrawals that are being written, and keep others waiting until the transaction ends.

    For senders, before anything else is locked: what consent says then holds until they have committed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(""), [f"withdrawals {tenant_id}"])


def _pass_senders(tenant_id: UUID) -> None:
    """Withdraw beside other withdrawals, but before or after a sender's look at them, never in the midst."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format("_shared"), [f"withdrawals {tenant_id}"])


def _fact(line: ConsentLine) -> events.ConsentGiven | events.ConsentWithdrawn:
    kind = events.ConsentGiven if line.given else events.ConsentWithdrawn
    return kind(
        consent_id=line.id,
        customer_id=line.party_id,
        purpose=line.purpose,
        channel=line.channel,
        contact=line.contact,
        at=line.at,
        origin=line.origin,
    )
