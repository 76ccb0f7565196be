"""Contracts come in from programs, each known by its code; a job learns anew how they end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.analytical.churn.contracts.ending import MONTHS, ContractDraft
from rapport.analytical.churn.models import Contract
from rapport.customers.party.api import resolve_customers, visible_ids
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.money.api import known_currencies
from rapport.kernel.work.api import unit_of_work

LEARN_ENDING = "churn.contracts"
BATCH = 1_000
DEAREST = 10**13
_TOLD = ("party_id", "plan", "every", "price_minor", "currency", "renews")
_TOLD_DAYS = ("started_on", "term_ends_on", "ended_on")


@dataclass(frozen=True, slots=True)
class TakenContract:
    """What became of one row of a bulk call."""

    index: int
    id: UUID | None
    outcome: str
    code: str = ""
    reason: str = ""


def take_contracts(
    drafts: Sequence[tuple[int, ContractDraft]], mode: str, *, actor: Actor
) -> Iterator[TakenContract]:
    """Write contracts, known by their code; `mode` is create, update or upsert. Answers every row; customers
    out of sight are unknown. A job learns anew. Raises `Forbidden`."""
    actor.require("edit", "worth")
    with unit_of_work(actor):
        given: dict[str, tuple[int, ContractDraft]] = {}
        for index, draft in drafts:
            if draft.code in given:
                reason = _("This contract stands in the call twice.")
                yield TakenContract(index, None, "rejected", "twice", reason)
            else:
                given[draft.code] = (index, draft)
        known = {row.code: row for row in Contract.objects.select_for_update().filter(code__in=given)}
        parties = _resolve({one.customer_id for _index, one in given.values()}, actor)
        fresh, changed = list[Contract](), list[Contract]()
        for code, (index, draft) in given.items():
            refusal = _refuse(draft, mode, code in known, parties)
            if refusal:
                yield TakenContract(index, None, "rejected", *refusal)
                continue
            yield _put(index, draft, known.get(code), parties[draft.customer_id], (fresh, changed))
        Contract.objects.bulk_create(fresh, batch_size=BATCH)
        Contract.objects.bulk_update(changed, (*_TOLD, *_TOLD_DAYS), batch_size=BATCH)
        if fresh or changed:
            enqueue(LEARN_ENDING, {}, actor=system_actor(actor.tenant_id), key=LEARN_ENDING)


def _put(
    index: int,
    draft: ContractDraft,
    row: Contract | None,
    party_id: UUID,
    kept: tuple[list[Contract], list[Contract]],
) -> TakenContract:
    values: dict[str, Any] = {name: getattr(draft, name) for name in (*_TOLD[1:], *_TOLD_DAYS)}
    values["party_id"] = party_id
    fresh, changed = kept
    if row is None:
        row = Contract(code=draft.code, **values)
        fresh.append(row)
        return TakenContract(index, row.id, "created")
    if all(getattr(row, name) == value for name, value in values.items()):
        return TakenContract(index, row.id, "unchanged")
    for name, value in values.items():
        setattr(row, name, value)
    changed.append(row)
    return TakenContract(index, row.id, "updated")


def _resolve(ids: set[UUID], actor: Actor) -> dict[UUID, UUID]:
    """Return who each customer is today, of those the actor may see."""
    if not ids or not actor.may("view", "customer"):
        return {}
    seen = list(visible_ids(actor).filter(id__in=ids).values_list("id", flat=True))
    return resolve_customers(seen, actor=actor)


def _refuse(
    draft: ContractDraft, mode: str, there: bool, parties: dict[UUID, UUID]
) -> tuple[str, str] | None:
    if draft.customer_id not in parties:
        return "unknown", _("There is no such customer.")
    if mode == "create" and there:
        return "exists", _("A contract with this code is here already.")
    if mode == "update" and not there:
        return "unknown", _("There is no such contract.")
    wrong = _find_flaw(draft)
    return ("invalid", wrong) if wrong else None


def _find_flaw(draft: ContractDraft) -> str:
    """Return what is wrong with a contract in itself; empty where nothing is."""
    if draft.every not in MONTHS or draft.currency not in known_currencies():
        return _("There is no such currency or period.")
    if not 0 <= draft.price_minor <= DEAREST:
        return _("A price is nought or more.")
    days = (draft.term_ends_on, draft.ended_on)
    if any(day is not None and day < draft.started_on for day in days):
        return _("A contract ends after it began.")
    return ""
