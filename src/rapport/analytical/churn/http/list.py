"""The list of those at risk, which every figure of the page leads to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.churn.contracts import RiskRow
from rapport.analytical.churn.contracts.labels import BANDS, name_band
from rapport.analytical.churn.contracts.wording import write_reason
from rapport.analytical.churn.queries.models import find_horizon
from rapport.analytical.churn.queries.reach import list_reached
from rapport.analytical.churn.queries.risks import ORDERS, load_risks
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    Crumb,
    Empty,
    Filter,
    ListState,
    Money,
    Muted,
    Number,
    Person,
    Share,
)
from rapport.ui.api.records import RecordList, show_records


def show_leaving(request: HttpRequest) -> HttpResponse:
    """Customers at risk, where most is at stake first."""
    crumbs = [Crumb(_("Leaving"), "/churn"), Crumb(_("Customers at risk"))]
    return show_records(request, LEAVING, context={"crumbs": crumbs})


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    chosen = state.chosen.get("risk", ())
    if not chosen:
        return rows
    wanted, above = Q(), 1.01
    for band in BANDS:
        if band.name in chosen:
            wanted |= Q(risk__gte=band.least, risk__lt=above)
        above = band.least
    return rows.filter(wanted)


def _load(ids: Sequence[UUID], actor: Actor) -> list[RiskRow]:
    return load_risks(ids)


def _filters(actor: Actor) -> list[Filter]:
    choices = [Choice(band.name, band.label) for band in BANDS]
    return [Filter("risk", _("Risk"), choices, icon="triangle-alert")]


def _columns(actor: Actor) -> list[Column[RiskRow]]:
    currency = get_own_tenant(actor.tenant_id).currency
    horizon = find_horizon()

    def why(row: RiskRow) -> str:
        raising = [reason for reason in row.reasons if reason.weight > 0] or row.reasons
        if not raising:
            return ""
        return write_reason(raising[0], row.measures, currency=currency, horizon_days=horizon)

    return [
        Person(
            "name",
            _("Customer"),
            href=lambda row: f"/customers/{row.id}",
            company=lambda row: row.kind == "company",
            phone="title",
        ),
        Share("risk", _("Risk"), sort=True, newest_first=True, phone="aside"),
        Badge(
            "band",
            _("Will they leave"),
            lambda row: name_band(row.risk).name,
            labels={band.name: band.label for band in BANDS},
            tones={band.name: band.tone for band in BANDS},
        ),
        Money(
            "at_stake_minor", _("At stake"), currency=currency, sort=True, newest_first=True, phone="corner"
        ),
        Muted("why", _("Why"), why, phone="under", grow=True, width=22),
        Number("silent", _("Days silent"), lambda row: row.measures.silent),
        Number("days", _("Days with purchases"), lambda row: row.measures.days),
    ]


LEAVING: RecordList[RiskRow] = RecordList(
    kind="risk",
    name="leaving",
    path="/churn/customers",
    title=gettext_lazy("Customers at risk"),
    columns=_columns,
    rows=list_reached,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="-at_stake_minor",
    filters=_filters,
    empty=lambda actor: Empty(
        _("Nobody is here"),
        _("Customers appear here once risk was learnt from their purchases."),
        icon="user-x",
    ),
)
"""The list of those at risk, as every list is told to the house."""
