"""The list of customers by profit, which every figure of the page leads to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.value.contracts import ProfitRow
from rapport.analytical.value.contracts.labels import SEGMENT_LABELS, SEGMENT_TONES
from rapport.analytical.value.queries.profit_list import (
    GAIN,
    LOSS,
    ORDERS,
    UNKNOWN,
    load_profits,
    narrow_profits,
)
from rapport.analytical.value.queries.reach import list_profits
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Badge, Choice, Column, Crumb, Empty, Filter, ListState, Money, Person, Share
from rapport.ui.api.records import RecordList, show_records


def show_list(request: HttpRequest) -> HttpResponse:
    """Customers of whom it is known what they cost, the most profitable first."""
    crumbs = [
        Crumb(_("Worth"), "/worth"),
        Crumb(_("Profit"), "/worth/profit"),
        Crumb(_("Customers by profit")),
    ]
    return show_records(request, PROFITS, context={"crumbs": crumbs})


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return narrow_profits(rows, state.chosen.get("brings", ()))


def _load(ids: Sequence[UUID], actor: Actor) -> list[ProfitRow]:
    return load_profits(ids)


def _filters(actor: Actor) -> list[Filter]:
    choices = [
        Choice(LOSS, _("Cost more than they bring")),
        Choice(GAIN, _("Bring more than they cost")),
        Choice(UNKNOWN, _("Not known")),
    ]
    return [Filter("brings", _("Since ever they"), choices, many=False, icon="coins")]


def _columns(actor: Actor) -> list[Column[ProfitRow]]:
    currency = get_own_tenant(actor.tenant_id).currency
    return [
        Person(
            "name",
            _("Customer"),
            href=lambda row: f"/customers/{row.id}",
            company=lambda row: row.kind == "company",
            phone="title",
        ),
        Badge("segment", _("Segment"), labels=SEGMENT_LABELS, tones=SEGMENT_TONES, phone="aside"),
        Money("earned_minor", _("Revenue without tax"), currency=currency),
        Share("margin_share", _("Gross margin"), phone="under"),
        Share("coverage", _("Cost known")),
        Money("serving_minor", _("Cost to serve"), currency=currency, sort=True, newest_first=True),
        Money("profit_minor", _("Profit"), currency=currency, sort=True, newest_first=True, phone="corner"),
        Money("year_profit_minor", _("In twelve months"), currency=currency, sort=True, newest_first=True),
    ]


PROFITS: RecordList[ProfitRow] = RecordList(
    kind="profit",
    name="profits",
    path="/worth/profit/customers",
    title=gettext_lazy("Customers by profit"),
    columns=_columns,
    rows=list_profits,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="-profit_minor",
    filters=_filters,
    empty=lambda actor: Empty(
        _("Nobody here"), _("Customers appear as soon as it is known what they cost."), icon="coins"
    ),
)
"""The list of customers by profit, as every list is told to the house."""
