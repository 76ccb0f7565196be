"""Entries become prospects, or meet customers who are there: set-based, some hundred at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.forms import events, rules
from rapport.customers.forms.contracts import TextLine
from rapport.customers.forms.models import CaptureForm, FormDifference, FormEntry
from rapport.customers.forms.queries import find_texts, own_fields
from rapport.customers.party.api import (
    Arrival,
    CustomerDraft,
    insert_rows,
    known_units,
    record_facts,
    take_in_customers,
)
from rapport.customers.prospects.api import ProspectDraft, capture_prospects
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.identity.api import Actor, known_members
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import Work, unit_of_work

BATCH = 500
_SETTLE = """
update form_entry e set state = n.state, outcome = n.outcome, party_id = n.party_id, reason = n.reason,
       taken_at = %s
  from unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[])
       as n(id, state, outcome, party_id, reason)
 where e.id = n.id
"""
_DIFFERENCE = {
    **{"id": "uuid", "entry_id": "uuid", "party_id": "uuid", "field": "text", "there": "text"},
    **{"given": "text", "state": "text"},
}


@dataclass(frozen=True, slots=True)
class _Landing:
    """An entry on its way with what became of it."""

    entry: FormEntry
    arrival: Arrival

    @property
    def party_id(self) -> UUID:
        """The customer it is about."""
        if self.arrival.customer_id is None:
            raise RuntimeError("This entry was refused.")
        return self.arrival.customer_id


def land_waiting(*, actor: Actor) -> dict[UUID, int]:
    """Take in the entries that wait, the oldest first, at most a batch; returns how many of each form.

    One transaction: who dies here has taken nothing. An entry that cannot be taken in is refused with its
    reason and can be tried again.
    """
    with unit_of_work(actor) as work:
        waiting = FormEntry.objects.select_for_update(of=("self",), skip_locked=True).filter(state="waiting")
        entries = list(waiting.select_related("form").order_by("id")[:BATCH])
        if not entries:
            return {}
        arrivals = take_in_customers(_drafts(entries), mode="fill", actor=actor)
        landed = [
            _Landing(entry, arrival)
            for entry, arrival in zip(entries, arrivals, strict=True)
            if arrival.outcome != "rejected"
        ]
        _capture(landed, actor)
        _record_consents(landed, actor)
        _touch(landed, actor)
        _write_differences(landed)
        _settle(entries, arrivals, work)
        _tell(landed, work)
    found: dict[UUID, int] = {}
    for one in entries:
        found[one.form_id] = found.get(one.form_id, 0) + 1
    return found


def _drafts(entries: Sequence[FormEntry]) -> list[CustomerDraft]:
    """What is gone meanwhile, units, owners, own fields, is left out: an entry shall not be lost for it."""
    forms = {entry.form_id: entry.form for entry in entries}
    units = known_units({form.unit_id for form in forms.values() if form.unit_id})
    owners = known_members({form.owner_id for form in forms.values() if form.owner_id})
    codes = {one.code for one in own_fields()}
    return [_draft(entry, entry.form, units | owners, codes) for entry in entries]


def _draft(entry: FormEntry, form: CaptureForm, places: set[UUID], codes: set[str]) -> CustomerDraft:
    draft = rules.draft_of(entry.values, locale=entry.locale, proven="email" in entry.proved)
    return replace(
        draft,
        unit_id=form.unit_id if form.unit_id in places else None,
        owner_id=form.owner_id if form.owner_id in places else None,
        tags=tuple(form.tags),
        custom={code: value for code, value in draft.custom.items() if code in codes},
        since=entry.received_at,
    )


def _capture(landed: Sequence[_Landing], actor: Actor) -> None:
    drafts = [
        ProspectDraft(one.party_id, "form", one.entry.form.name, at=one.entry.received_at) for one in landed
    ]
    capture_prospects(drafts, actor=actor)


def _record_consents(landed: Sequence[_Landing], actor: Actor) -> None:
    texts = find_texts(text for one in landed for text in one.entry.agreed)
    drafts = [
        _consent(one.entry, one.party_id, texts[text])
        for one in landed
        for text in one.entry.agreed
        if text in texts and rules.is_proved(texts[text].channel, one.entry.asked, one.entry.proved)
    ]
    if drafts:
        record_consents(drafts, actor=actor)


def record_proved(entry: FormEntry, channel: str, *, actor: Actor) -> None:
    """Write down what an entry that was taken in agreed to for a channel, now that the address is proved."""
    texts = find_texts(entry.agreed).values()
    meant = [one for one in texts if channel in entry.asked and rules.needs_proof(one.channel) == channel]
    if entry.party_id is not None and meant:
        record_consents([_consent(entry, entry.party_id, one) for one in meant], actor=actor)


def _consent(entry: FormEntry, party_id: UUID, text: TextLine) -> ConsentDraft:
    proof = rules.write_proof(
        form=f"{entry.form.name} ({entry.form.key})",
        number=text.number,
        digest=text.digest,
        address=entry.address,
        at=entry.received_at,
        confirmed_at=entry.confirmed_at,
        proved=entry.proved,
        entry=str(entry.id),
    )
    return ConsentDraft(
        party_id=party_id,
        purpose=text.purpose,
        channel=text.channel,
        given=True,
        at=entry.confirmed_at or entry.received_at,
        origin="self",
        proof=proof,
        source=entry.form.name,
        way=entry.way,
        contact=entry.email if text.channel == "email" else "",
    )


def _touch(landed: Sequence[_Landing], actor: Actor) -> None:
    drafts = [
        TouchDraft(
            party_id=one.party_id,
            at=one.entry.received_at,
            kind="form.submitted",
            title=one.entry.form.name,
            summary=rules.summarise(one.entry.values),
            channel="web",
            direction="in",
            subject_kind="form_entry",
            subject_id=one.entry.id,
        )
        for one in landed
    ]
    record_touches(drafts, actor=actor)


def _write_differences(landed: Sequence[_Landing]) -> None:
    rows = [
        (new_id(), one.entry.id, one.party_id, each.field, each.there[:1000], each.given[:1000], "open")
        for one in landed
        for each in one.arrival.differing
    ]
    insert_rows(FormDifference._meta.db_table, _DIFFERENCE, rows)


def _settle(entries: Sequence[FormEntry], arrivals: Sequence[Arrival], work: Work) -> None:
    rows = [
        (entry.id, "refused", "", None, f"{one.detail} {_because(one.fields)}".strip()[:500])
        if one.outcome == "rejected"
        else (entry.id, "taken", one.outcome, one.customer_id, "")
        for entry, one in zip(entries, arrivals, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [work.now, *(list(column) for column in zip(*rows, strict=True))])


def _because(fields: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {reason}" for name, reason in fields.items())


def _tell(landed: Sequence[_Landing], work: Work) -> None:
    facts = [
        events.FormSubmitted(
            entry_id=one.entry.id,
            form_id=one.entry.form_id,
            customer_id=one.party_id,
            outcome=one.arrival.outcome,
            differing=len(one.arrival.differing),
            received_at=one.entry.received_at,
        )
        for one in landed
    ]
    if facts:
        record_facts(facts, work)
