"""What becomes of prospects: customers, lost, open again; one or thousands, history kept."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.customers.party.api import move_stages, record_facts, resolve_customers
from rapport.customers.prospects import events
from rapport.customers.prospects.contracts import LOSSES, ProspectLine
from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.operations.scoring import score_prospects
from rapport.customers.prospects.queries import get_prospect_for_update, line_of
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.errors import Conflict, Invalid, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work

_CONVERT = """
update prospect set state = 'converted', converted_at = %s, converted_how = %s, lost_at = null,
       lost_reason = '', lost_note = '', version = version + 1, batch_id = %s
 where party_id = any(%s) and state <> 'converted' returning party_id
"""
_LOSE = """
update prospect set state = 'lost', lost_at = %s, lost_reason = %s, lost_note = %s, version = version + 1,
       batch_id = %s
 where party_id = any(%s) and state = 'open' returning party_id
"""


def convert_prospects(
    party_ids: Sequence[UUID], *, how: str, actor: Actor, batch_id: UUID | None = None
) -> int:
    """Make customers of those of these parties that are prospects, set-based; returns how many.

    Stage and role change, the line of the prospect stays with when and how. Safe to repeat. Raises `Missing`
    unless every party is within the actor's scope.
    """
    if not party_ids:
        return 0
    with unit_of_work(actor, batch_id=batch_id) as work:
        living = resolve_customers(party_ids, actor=actor, verb="edit")
        with connection.cursor() as cursor:
            cursor.execute(_CONVERT, [work.now, how, batch_id, list(set(living.values()))])
            converted = [row[0] for row in cursor.fetchall()]
        if not converted:
            return 0
        move_stages(converted, "customer", work)
        rows = list(Prospect.objects.filter(party_id__in=converted))
        facts = [
            events.ProspectConverted(
                prospect_id=row.id,
                customer_id=row.party_id,
                source=row.source,
                detail=row.detail,
                captured_at=row.captured_at,
                converted_at=work.now,
                how=how,
            )
            for row in rows
        ]
        record_facts(facts, work)
        _touch(rows, "prospect.converted", "", work)
    return len(converted)


def lose_prospects(
    party_ids: Sequence[UUID], reason: str, *, actor: Actor, note: str = "", batch_id: UUID | None = None
) -> int:
    """Give open prospects up, with the reason; returns how many. Raises `Invalid`, `Missing`."""
    wrong = {}
    if reason not in LOSSES:
        wrong["reason"] = say("One of %(known)s.", known=", ".join(LOSSES))
    if len(note) > 500:
        wrong["note"] = say("At most %(most)s characters.", most=500)
    if wrong:
        raise Invalid("Why was it lost?", fields=wrong)
    with unit_of_work(actor, batch_id=batch_id) as work:
        living = resolve_customers(party_ids, actor=actor, verb="edit")
        with connection.cursor() as cursor:
            values: list[Any] = [work.now, reason, note.strip(), batch_id, list(set(living.values()))]
            cursor.execute(_LOSE, values)
            lost = [row[0] for row in cursor.fetchall()]
        rows = list(Prospect.objects.filter(party_id__in=lost))
        facts = [
            events.ProspectLost(
                prospect_id=row.id,
                customer_id=row.party_id,
                source=row.source,
                detail=row.detail,
                lost_at=work.now,
                reason=reason,
            )
            for row in rows
        ]
        if facts:
            record_facts(facts, work)
            _touch(rows, "prospect.lost", note.strip(), work)
    return len(lost)


def reopen_prospect(prospect_id: UUID, *, actor: Actor) -> ProspectLine:
    """Work on a lost prospect again, or on one converted by mistake; who has ordered stays a customer.

    Raises `Missing`, `Conflict`.
    """
    with unit_of_work(actor) as work:
        row = get_prospect_for_update(prospect_id, actor=actor)
        if row.state == Prospect.State.OPEN:
            raise Conflict("This prospect is open.", code="open")
        if row.party.order_count:
            raise Conflict("Who has ordered is a customer.", code="customer")
        reopen([row], work)
        row.refresh_from_db()
        return line_of(row)


def reopen(rows: Sequence[Prospect], work: Work) -> None:
    """Open lines the caller has authorised and locked; none of their parties has ordered."""
    before = {row.id: row.state for row in rows}
    parties = [row.party_id for row in rows]
    Prospect.objects.filter(id__in=before).update(
        state="open", converted_at=None, converted_how="", lost_at=None, lost_reason="", lost_note=""
    )
    move_stages(parties, "prospect", work, back=True)
    facts = [
        events.ProspectReopened(
            prospect_id=row.id,
            customer_id=row.party_id,
            source=row.source,
            detail=row.detail,
            before=before[row.id],
        )
        for row in rows
    ]
    record_facts(facts, work)
    _touch(rows, "prospect.reopened", "", work)
    score_prospects(parties, work)


def _touch(rows: Sequence[Prospect], kind: str, summary: str, work: Work) -> None:
    drafts = [TouchDraft(row.party_id, work.now, kind, row.detail or row.source, summary) for row in rows]
    record_touches(drafts, actor=work.actor, batch_id=work.batch_id)
