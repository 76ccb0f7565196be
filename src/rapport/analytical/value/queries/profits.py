"""Reads: what one customer brings and costs, and what all do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from rapport.analytical.value.contracts import (
    CurvePoint,
    CustomerProfitView,
    Period,
    ProfitFigures,
    ProfitView,
    RevenueCurve,
    WhaleCurve,
    WhalePoint,
)
from rapport.analytical.value.models import CustomerProfit, ProfitSummary
from rapport.analytical.value.queries.reach import list_profits, sees_everything
from rapport.analytical.value.rules.curve import NOTHING, draw_curve
from rapport.analytical.value.rules.whale import EMPTY, draw_whale
from rapport.customers.party.api import PartyRef, resolve_customer
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant

FIGURES = ("earned", "known", "goods", "shipping", "discount", "serving", "profit")
COLUMNS = (*(f"{period}{name}_minor" for period in ("", "year_") for name in FIGURES), "serving")
_PREFIX = {Period.ALL: "", Period.YEAR: "year_"}


def get_profit(party_id: UUID, *, actor: Actor) -> CustomerProfitView:
    """Return what a customer brings and costs; raises `Missing` when nothing is known, `Forbidden` without
    the right."""
    found = find_profit(party_id, actor=actor)
    if found is None:
        raise Missing("Nothing is known yet of what this customer brings and costs.")
    return found


def find_profit(party: PartyRef, *, actor: Actor) -> CustomerProfitView | None:
    """Return what a customer brings and costs, or None where neither costs of goods nor services are known.

    Of a customer merged away it is the survivor's. Raises `Missing` for whom the actor may not see.
    """
    actor.require("view", "worth")
    party_id = resolve_customer(party, actor=actor)
    row = CustomerProfit.objects.filter(party_id=party_id).values(*COLUMNS).first()
    return view_profit(party_id, row, get_own_tenant(actor.tenant_id).currency) if row else None


def view_profit(party_id: UUID, row: Mapping[str, Any], currency: str) -> CustomerProfitView:
    """Return a row (its `COLUMNS` by name) as it is told."""
    return CustomerProfitView(
        party_id=party_id,
        currency=currency,
        all=read_figures(row, ""),
        year=read_figures(row, "year_"),
        serving=row["serving"],
    )


def read_figures(row: Mapping[str, Any], prefix: str) -> ProfitFigures:
    """Return a period's figures of a row."""
    return ProfitFigures(**{f"{name}_minor": row[f"{prefix}{name}_minor"] for name in FIGURES})


def get_profits(actor: Actor, period: Period = Period.YEAR) -> ProfitView:
    """Return the profit of the customers in sight, with its curve and that of the cost to serve.

    Whoever sees the whole business gets what the last counting found; others what is drawn now from their
    own.
    """
    whole = sees_everything(actor)
    currency = get_own_tenant(actor.tenant_id).currency
    summary = ProfitSummary.objects.filter(period=str(period)).first()
    if summary is None:
        nothing = ProfitFigures(0, 0, 0, 0, 0, 0, None)
        return ProfitView(period, currency, 0, 0, nothing, EMPTY, NOTHING, {}, None)
    if not whole:
        return _draw_own(actor, period, currency, summary)
    sums = summary.sums
    figures = ProfitFigures(
        earned_minor=sums["earned"],
        known_minor=sums["known_revenue"],
        goods_minor=sums["goods"],
        shipping_minor=sums["shipping"],
        discount_minor=sums["discount"],
        serving_minor=sums["serving"],
        profit_minor=sums["profit"] if sums["known"] else None,
    )
    return ProfitView(
        period=period,
        currency=summary.currency,
        customers=sums["customers"],
        known=sums["known"],
        figures=figures,
        whale=_read_whale(summary.whale),
        cost_curve=_read_curve(summary.cost_curve),
        serving=summary.serving,
        as_of=summary.as_of,
    )


def _draw_own(actor: Actor, period: Period, currency: str, summary: ProfitSummary) -> ProfitView:
    prefix = _PREFIX[period]
    seen = Q()
    for name in ("earned", "serving", "goods"):
        seen |= ~Q(**{f"{prefix}{name}_minor": 0})
    columns = [f"{prefix}{name}_minor" for name in FIGURES]
    rows = list(list_profits(actor).filter(seen).values_list(*columns, "serving"))
    sums = {f"{name}_minor": sum(row[place] or 0 for row in rows) for place, name in enumerate(FIGURES)}
    profits = [row[6] for row in rows if row[6] is not None]
    figures = ProfitFigures(**sums)
    serving: dict[str, int] = {}
    for row in rows:
        for kind, minor in row[7].items():
            serving[kind] = serving.get(kind, 0) + minor
    return ProfitView(
        period=period,
        currency=currency,
        customers=len(rows),
        known=len(profits),
        figures=figures if profits else replace(figures, profit_minor=None),
        whale=draw_whale(profits),
        cost_curve=draw_curve(row[5] for row in rows),
        serving=serving,
        as_of=summary.as_of,
    )


def _read_whale(kept: dict[str, Any]) -> WhaleCurve:
    points = tuple(WhalePoint(*point) for point in kept["points"])
    return WhaleCurve(**{**kept, "points": points})


def _read_curve(kept: dict[str, Any]) -> RevenueCurve:
    points = tuple(CurvePoint(*point) for point in kept["points"])
    return RevenueCurve(**{**kept, "points": points})
