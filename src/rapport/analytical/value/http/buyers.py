"""The list of customers by worth, which every figure of the page leads to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.value.contracts import BuyerRow
from rapport.analytical.value.contracts.labels import SEGMENT_LABELS, SEGMENT_TONES
from rapport.analytical.value.queries.buyers import ORDERS, load_buyers, narrow_buyers
from rapport.analytical.value.queries.reach import list_worths
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    Crumb,
    DateTime,
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


def show_buyers(request: HttpRequest) -> HttpResponse:
    """Customers who bought, the best first, narrowed to segments."""
    crumbs = [Crumb(_("Worth"), "/worth"), Crumb(_("Customers by worth"))]
    return show_records(request, BUYERS, context={"crumbs": crumbs})


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return narrow_buyers(rows, state.chosen.get("segment", ()))


def _load(ids: Sequence[UUID], actor: Actor) -> list[BuyerRow]:
    return load_buyers(ids)


def _filters(actor: Actor) -> list[Filter]:
    choices = [Choice(str(segment), label) for segment, label in SEGMENT_LABELS.items()]
    return [Filter("segment", _("Segment"), choices, icon="grid-3x3")]


def _columns(actor: Actor) -> list[Column[BuyerRow]]:
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
        Muted("scores", _("Scores")),
        Number("orders", _("Orders")),
        Money("gross_minor", _("Spent"), currency=currency, sort=True, newest_first=True, phone="corner"),
        Money("returned_minor", _("Sent back"), currency=currency),
        DateTime("last_at", _("Last order"), ago=True, phone="under"),
        Share("alive", _("Still a customer")),
        Money("ahead_minor", _("Expected in a year"), currency=currency, sort=True, newest_first=True),
    ]


BUYERS: RecordList[BuyerRow] = RecordList(
    kind="worth",
    name="buyers",
    path="/worth/customers",
    title=gettext_lazy("Customers by worth"),
    columns=_columns,
    rows=list_worths,
    narrow=_narrow,
    orders=ORDERS,
    load=_load,
    default_sort="-gross_minor",
    filters=_filters,
    empty=lambda actor: Empty(
        _("Nobody is in this segment"), _("Customers appear here as soon as they buy."), icon="coins"
    ),
)
"""The list of customers by worth, as every list is told to the house."""
