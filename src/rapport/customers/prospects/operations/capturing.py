"""Prospects come in: captured by a form, a list or a conversation, marked by hand, or found by their role."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.customers.party.api import insert_rows, move_stages, record_facts, resolve_customers
from rapport.customers.prospects import events
from rapport.customers.prospects.contracts import INTERESTS, SOURCES, ProspectDraft, ProspectLine
from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.operations.scoring import score_prospects
from rapport.customers.prospects.queries import get_prospect_for_update, line_of
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.errors import Conflict, Invalid, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import Work, unit_of_work

_ROW = {
    **{"id": "uuid", "party_id": "uuid", "state": "text", "source": "text", "detail": "text"},
    **{"interest": "text", "score": "int2", "reasons": "jsonb", "captured_at": "timestamptz"},
    **{"converted_how": "text", "lost_reason": "text", "lost_note": "text", "version": "int4"},
    "batch_id": "uuid",
}
_ONCE = "on conflict (tenant_id, party_id) do nothing"
_AGAIN = """
update prospect set state = 'open', lost_at = null, lost_reason = '', lost_note = '', version = version + 1
 where party_id = any(%s) and state = 'lost' returning party_id
"""
_WARMER = """
update prospect p set interest = n.interest, version = version + 1
  from unnest(%s::uuid[], %s::text[]) as n(party_id, interest)
 where p.party_id = n.party_id and p.interest = '' and n.interest <> ''
"""
# Whoever has the role and no line yet; an imported one came with a list.
_FOUND = """
insert into prospect (id, party_id, state, source, detail, interest, score, reasons, captured_at,
                      converted_how, lost_reason, lost_note, version)
select uuidv7(), p.id, 'open', case when p.batch_id is null then 'entered' else 'list' end, '', '', 0, '[]',
       p.created_at, '', '', '', 1
  from party p
  join party_standing r on r.tenant_id = p.tenant_id and r.party_id = p.id and r.role = 'prospect'
 where p.id = any(%s) and p.merged_into_id is null and p.stage = 'prospect'
on conflict (tenant_id, party_id) do nothing returning id, party_id, source, captured_at
"""


def capture_prospects(drafts: Sequence[ProspectDraft], *, actor: Actor) -> list[ProspectLine]:
    """Write down who showed interest, set-based; returns the prospects as they now are, as drafts stand.

    Who is a prospect already keeps the source that was first; who was lost is open again; a customer stays
    one and gets no line. Raises `Invalid`, `Missing` unless every party is within the actor's scope.
    """
    for draft in drafts:
        _check(draft.source, draft.detail, draft.interest)
    with unit_of_work(actor) as work:
        living = resolve_customers([draft.party_id for draft in drafts], actor=actor, verb="edit")
        first: dict[UUID, ProspectDraft] = {}
        for draft in drafts:
            first.setdefault(living[draft.party_id], draft)
        # A role makes a prospect of everybody but those who are customers, or were.
        bound = move_stages(list(first), "prospect", work)
        drafted = {party: draft for party, draft in first.items() if party in bound}
        _write(drafted, work)
        score_prospects(list(drafted), work)
        found = {row.party_id: row for row in Prospect.objects.filter(party_id__in=list(drafted))}
        return [line_of(found[party]) for party in drafted]


def _write(drafted: Mapping[UUID, ProspectDraft], work: Work) -> None:
    known = set(Prospect.objects.filter(party_id__in=list(drafted)).values_list("party_id", flat=True))
    rows = [_row(party, draft, work) for party, draft in drafted.items() if party not in known]
    insert_rows("prospect", _ROW, rows, conflict=_ONCE)
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [list(known)])
        again = {row[0] for row in cursor.fetchall()}
        cursor.execute(_WARMER, [list(drafted), [draft.interest for draft in drafted.values()]])
    _tell({row[1] for row in rows}, again, work)


def _tell(fresh: set[UUID], again: set[UUID], work: Work) -> None:
    told = [
        events.ProspectCaptured(
            prospect_id=row.id,
            customer_id=row.party_id,
            source=row.source,
            detail=row.detail,
            captured_at=row.captured_at,
            again=row.party_id in again,
        )
        for row in Prospect.objects.filter(party_id__in=fresh | again)
    ]
    if told:
        record_facts(told, work)


def ensure_prospects(party_ids: Sequence[UUID], work: Work) -> None:
    """Give a line to those who have the role of a prospect and none yet; whoever gave it was authorised."""
    if not party_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [list(party_ids)])
        rows = cursor.fetchall()
    told = [
        events.ProspectCaptured(
            prospect_id=found, customer_id=party, source=source, detail="", captured_at=at
        )
        for found, party, source, at in rows
    ]
    if told:
        record_facts(told, work)


def change_prospect(
    prospect_id: UUID, changes: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> ProspectLine:
    """Change source, detail or interest of a prospect; raises `Missing`, `Invalid`, `Conflict` (stale)."""
    if changes.keys() - {"source", "detail", "interest"}:
        raise Invalid("A prospect has no such property.")
    with unit_of_work(actor) as work:
        row = get_prospect_for_update(prospect_id, actor=actor)
        if version is not None and row.version != version:
            raise Conflict("Somebody changed this prospect meanwhile.", code="stale")
        values = {name: getattr(row, name) for name in ("source", "detail", "interest")} | dict(changes)
        values["detail"] = values["detail"].strip()
        _check(**values)
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*values, "version"])
        score_prospects([row.party_id], work)
        row.refresh_from_db()
        return line_of(row)


def capture_by_hand(party_id: UUID, draft: ProspectDraft, *, actor: Actor) -> None:
    """Mark one customer's record as a prospect, with a line on its timeline; raises `Conflict` for one who
    has bought already.
    """
    with unit_of_work(actor) as work:
        if not capture_prospects([draft], actor=actor):
            raise Conflict("This is a customer already.", code="customer")
        touch = TouchDraft(party_id, work.now, "prospect.captured", draft.detail or draft.source)
        record_touches([touch], actor=actor)


def _check(source: str, detail: str, interest: str) -> None:
    wrong = {}
    if source not in SOURCES:
        wrong["source"] = say("One of %(known)s.", known=", ".join(SOURCES))
    if interest not in INTERESTS:
        wrong["interest"] = say("One of %(known)s.", known=", ".join(INTERESTS))
    if len(detail) > 120:
        wrong["detail"] = say("At most %(most)s characters.", most=120)
    if wrong:
        raise Invalid("The prospect is wrong.", fields=wrong)


def _row(party_id: UUID, draft: ProspectDraft, work: Work) -> tuple[Any, ...]:
    at = min(draft.at or work.now, work.now)
    return (
        *(new_id(), party_id, "open", draft.source, draft.detail.strip(), draft.interest, 0, "[]", at),
        *("", "", "", 1, work.batch_id),
    )
