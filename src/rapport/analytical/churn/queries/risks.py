"""Reads: who is at risk, why, and what is at stake."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from rapport.analytical.churn.contracts import (
    Ground,
    Measures,
    RiskPage,
    RiskReason,
    RiskRow,
    RiskTotals,
    RiskView,
)
from rapport.analytical.churn.contracts.labels import BANDS
from rapport.analytical.churn.models import ChurnModel, CustomerRisk
from rapport.analytical.churn.queries.reach import list_reached
from rapport.analytical.churn.rules.reasons import choose_reasons
from rapport.customers.party.api import PartyRef, load_names, resolve_customer
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, by_nullable, in_order, walk
from rapport.kernel.tenancy.api import get_own_tenant

LIKELY = BANDS[0].least
ORDERS: Mapping[str, Order] = {
    "at_stake_minor": by_nullable("at_stake_minor", "number"),
    "risk": by_column("risk", "number"),
}


def find_risk(party: PartyRef, *, actor: Actor) -> RiskView | None:
    """Return a customer's risk, or None where nothing is said: nothing bought lately, or nothing learnt.

    Of a customer merged away it is the survivor's. Raises `Missing` for whom the actor may not see.
    """
    actor.require("view", "worth")
    party_id = resolve_customer(party, actor=actor)
    horizon = ChurnModel.objects.filter(id=OuterRef("model_id")).values("horizon_days")
    rows = CustomerRisk.objects.filter(party_id=party_id).annotate(horizon_days=Subquery(horizon))
    row = rows.first()
    if row is None:
        return None
    return RiskView(
        party_id=party_id,
        risk=row.risk,
        horizon_days=row.horizon_days,
        at_stake_minor=row.at_stake_minor,
        currency=get_own_tenant(actor.tenant_id).currency,
        measures=_measures(row),
        reasons=_reasons(row),
        model_id=row.model_id,
        as_of=row.as_of,
    )


def get_risk(party_id: UUID, *, actor: Actor) -> RiskView:
    """Return a customer's risk; raises `Missing` where nothing is said, `Forbidden` without the right."""
    found = find_risk(party_id, actor=actor)
    if found is None:
        raise Missing("Nothing is said of this customer's risk of leaving.")
    return found


def list_risks(actor: Actor, *, at_least: float = 0.0, after: str = "", limit: int = 50) -> RiskPage:
    """Return a page of customers, most at stake first (at most 500); `at_least` narrows by risk (0 to 1).

    `after` is the last page's `next_cursor`; raises `Invalid` for any other text.
    """
    rows = list_reached(actor).filter(risk__gte=at_least)
    page = walk(rows, ORDERS["at_stake_minor"], descending=True, cursor=after, limit=limit)
    return RiskPage(tuple(load_risks(page.ids)), page.next_cursor)


def load_risks(ids: Sequence[UUID]) -> list[RiskRow]:
    """Return the lines of these risks in the order of their ids, by two queries; for ids within scope."""
    found = in_order(ids, {row.id: row for row in CustomerRisk.objects.filter(id__in=ids)})
    names = load_names([row.party_id for row in found])
    return [_row(row, *names.get(row.party_id, ("", "person"))) for row in found]


def sum_risks(actor: Actor) -> RiskTotals:
    """Return how many customers in sight will probably leave, and what is at stake with all of them."""
    return _sum(list_reached(actor))


def _sum(rows: QuerySet[CustomerRisk]) -> RiskTotals:
    sums = rows.aggregate(
        customers=Count("id"),
        leaving=Sum("risk"),
        likely=Count("id", filter=Q(risk__gte=LIKELY)),
        stake=Sum("at_stake_minor"),
    )
    return RiskTotals(sums["customers"], sums["leaving"] or 0.0, sums["likely"], int(sums["stake"] or 0))


def _row(row: CustomerRisk, name: str, kind: str) -> RiskRow:
    return RiskRow(
        id=row.party_id,
        name=name,
        kind=kind,
        risk=row.risk,
        at_stake_minor=row.at_stake_minor,
        measures=_measures(row),
        reasons=_reasons(row),
        as_of=row.as_of,
    )


def _measures(row: CustomerRisk) -> Measures:
    return Measures(
        since=row.since,
        silent=row.silent,
        days=row.days,
        longest=row.longest,
        recent=row.recent,
        before=row.before,
        gross_minor=row.gross_minor,
        returned_minor=row.returned_minor,
    )


def _reasons(row: CustomerRisk) -> tuple[RiskReason, ...]:
    weights = {
        Ground.SILENCE: row.by_silence,
        Ground.HABIT: row.by_habit,
        Ground.TREND: row.by_trend,
        Ground.MONEY: row.by_money,
        Ground.RETURNS: row.by_returns,
    }
    return choose_reasons([RiskReason(ground, weight) for ground, weight in weights.items()])
