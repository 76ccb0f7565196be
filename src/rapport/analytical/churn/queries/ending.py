"""Reads: how contracts end, and which of those that run are likely to."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rapport.analytical.churn.contracts import Refusal, RiskErrors, RiskGroup
from rapport.analytical.churn.contracts.ending import (
    MONTHS,
    ContractLine,
    ContractPage,
    CurvePoint,
    EndingModel,
    Term,
    TermReason,
)
from rapport.analytical.churn.models import Contract, ContractModel
from rapport.analytical.churn.queries.reach import sees_everything
from rapport.customers.party.api import load_names, visible_ids
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_nullable, in_order, walk

ORDERS: Mapping[str, Order] = {"risk": by_nullable("risk", "number")}


def find_ending_model(actor: Actor) -> EndingModel | None:
    """Return what was learnt last of how contracts end, or why nothing was; None before the first time.

    Raises `Forbidden` for who does not see the whole business.
    """
    if not sees_everything(actor):
        raise Forbidden("How contracts end is the whole business's.")
    row = ContractModel.objects.order_by("-as_of", "-id").first()
    if row is None:
        return None
    return EndingModel(
        id=row.id,
        as_of=row.as_of,
        refusal=Refusal(row.refusal) if row.refusal else None,
        kind=row.kind,
        horizon_days=row.horizon_days,
        contracts=row.contracts,
        running=row.running,
        expected=row.expected,
        at_stake_minor=row.at_stake_minor,
        median_days=row.median_days,
        errors=RiskErrors(**row.errors) if row.errors else None,
        groups=tuple(RiskGroup(**one) for one in row.groups),
        candidates=row.candidates,
        curve=tuple(CurvePoint(**one) for one in row.curve),
    )


def list_ending(actor: Actor, *, at_least: float = 0.0, after: str = "", limit: int = 50) -> ContractPage:
    """Return a page of running contracts of customers in sight, the likeliest to end first (at most 500);
    `at_least` narrows by risk (0 to 1). Raises `Forbidden`, `Invalid` for a cursor of no page."""
    rows = _list_reached(actor).filter(risk__gte=at_least)
    page = walk(rows, ORDERS["risk"], descending=True, cursor=after, limit=limit)
    return ContractPage(tuple(_load(page.ids)), page.next_cursor)


def _list_reached(actor: Actor) -> QuerySet[Contract]:
    rows = Contract.objects.filter(risk__isnull=False)
    return rows if sees_everything(actor) else rows.filter(party_id__in=visible_ids(actor))


def _load(ids: Sequence[UUID]) -> list[ContractLine]:
    found = in_order(ids, {row.id: row for row in Contract.objects.filter(id__in=ids)})
    names = load_names([row.party_id for row in found])
    return [_line(row, *names.get(row.party_id, ("", "person"))) for row in found]


def _line(row: Contract, name: str, kind: str) -> ContractLine:
    return ContractLine(
        id=row.id,
        party_id=row.party_id,
        name=name,
        kind=kind,
        code=row.code,
        plan=row.plan,
        every=row.every,
        renews=row.renews,
        price_minor=round(row.price_minor / MONTHS.get(row.every, 1)),
        currency=row.currency,
        started_on=row.started_on,
        term_ends_on=row.term_ends_on,
        risk=row.risk or 0.0,
        others=row.others,
        ended=row.ended,
        as_of=row.scored_on or date.min,
        reasons=tuple(TermReason(Term(one["term"]), one["weight"]) for one in row.reasons),
    )
