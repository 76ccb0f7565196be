"""Texts come in: heads of messages from facts, reviews and posts from programs; each once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rapport.analytical.mood.contracts import TextDraft
from rapport.analytical.mood.models import MoodExample, MoodText
from rapport.customers.party.api import resolve_customers, visible_ids
from rapport.customers.timeline.api import SaidHead, list_said
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

READ = "mood.read"
BATCH = 1_000
KEPT = 100_000
"""So many characters of a review or a post are kept."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row of a bulk call."""

    index: int
    id: UUID | None
    outcome: str
    code: str = ""
    reason: str = ""


def take_messages(heads: Iterable[SaidHead], *, actor: Actor) -> int:
    """Note messages to be read, each once; a job reads them at once. Returns how many were given."""
    rows = [
        MoodText(
            kind=MoodText.Kind.MESSAGE,
            external_id=str(head.id),
            channel=head.channel,
            conversation_id=head.conversation_id,
            party_id=head.party_id,
            at=head.at,
        )
        for head in heads
    ]
    if rows:
        with unit_of_work(actor):
            MoodText.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
            ask_to_read(actor)
    return len(rows)


def take_past(*, actor: Actor) -> int:
    """Note all messages that came before anybody listened; safe to run again. Returns how many were seen."""
    after, count = None, 0
    while True:
        with unit_of_work(actor):
            heads = list_said(after, BATCH)
            count += take_messages(heads, actor=actor)
        if len(heads) < BATCH:
            return count
        after = heads[-1].id


def take_texts(drafts: Sequence[tuple[int, TextDraft]], mode: str, *, actor: Actor) -> Iterator[Taken]:
    """Write reviews and posts, known by kind, system and external id; a job reads what is new or changed.

    `mode` is create, update or upsert. Answers every row; raises `Forbidden`.
    """
    actor.require("create" if mode == "create" else "edit", "mood")
    with unit_of_work(actor):
        given: dict[tuple[str, str, str], tuple[int, TextDraft]] = {}
        for index, draft in drafts:
            key = (draft.kind, draft.system, draft.external_id)
            if key in given:
                yield Taken(index, None, "rejected", "twice", "This text stands in the call twice.")
            else:
                given[key] = (index, draft)
        known = _find_known(given)
        parties = _resolve({one.party_id for _index, one in given.values() if one.party_id}, actor)
        fresh, changed = [], []
        for key, (index, draft) in given.items():
            refusal = _refuse(draft, mode, key in known, parties)
            if refusal:
                yield Taken(index, None, "rejected", *refusal)
                continue
            row = known.get(key) or MoodText(
                kind=draft.kind, system=draft.system, external_id=draft.external_id
            )
            before = _content(row)
            _fill(row, draft, parties)
            if key not in known:
                fresh.append(row)
                yield Taken(index, row.id, "created")
            elif before == _content(row):
                yield Taken(index, row.id, "unchanged")
            else:
                row.read_at = row.corrected_at = row.corrected_by_id = None
                changed.append(row)
                yield Taken(index, row.id, "updated")
        MoodText.objects.bulk_create(fresh, batch_size=BATCH)
        MoodText.objects.bulk_update(changed, _CHANGED, batch_size=BATCH)
        MoodExample.objects.filter(read__in=[row.id for row in changed]).delete()
        if fresh or changed:
            ask_to_read(actor)


def ask_to_read(actor: Actor) -> UUID:
    """Have a job read whatever nobody has read yet."""
    return enqueue(READ, {}, actor=system_actor(actor.tenant_id), key=READ)


_KEY = ("kind", "system", "external_id")
_CHANGED = ("channel", "party_id", "sku", "text", "at", "read_at", "corrected_at", "corrected_by_id")


def _find_known(given: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], MoodText]:
    keys = set(given)
    rows = MoodText.objects.select_for_update().filter(
        external_id__in={one[2] for one in keys}, kind__in={one[0] for one in keys}
    )
    found = {(row.kind, row.system, row.external_id): row for row in rows}
    return {key: row for key, row in found.items() if key in keys}


def _resolve(party_ids: set[UUID], actor: Actor) -> dict[UUID, UUID]:
    """Return who each customer is today, of those the actor may see."""
    if not party_ids or not actor.may("view", "customer"):
        return {}
    seen = list(visible_ids(actor).filter(id__in=party_ids).values_list("id", flat=True))
    return resolve_customers(seen, actor=actor)


def _refuse(draft: TextDraft, mode: str, known: bool, parties: dict[UUID, UUID]) -> tuple[str, str] | None:
    if mode == "create" and known:
        return "exists", "This text is there already."
    if mode == "update" and not known:
        return "missing", "There is no such text."
    if draft.party_id and draft.party_id not in parties:
        return "no-customer", "There is no such customer."
    return None


def _fill(row: MoodText, draft: TextDraft, parties: dict[UUID, UUID]) -> None:
    row.channel, row.sku, row.at, row.text = draft.channel, draft.sku, draft.at, draft.text[:KEPT]
    row.party_id = parties.get(draft.party_id) if draft.party_id else None


def _content(row: MoodText) -> tuple[Any, ...]:
    return row.channel, row.sku, row.at, row.text, row.party_id
