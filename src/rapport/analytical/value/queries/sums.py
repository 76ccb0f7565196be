"""Reads: what customers of another room's choice are worth together."""

from typing import Any

from django.db.models import Avg, Count, OuterRef, Q, QuerySet, StdDev, Subquery, Sum

from rapport.analytical.value.contracts import Spread, WorthSpread, WorthSums
from rapport.analytical.value.models import CustomerWorth


def sum_worths(party_ids: "QuerySet[Any, Any]") -> WorthSums:
    """Return what these customers are worth together; who may see them is for the query of ids to say."""
    sums = CustomerWorth.objects.filter(party_id__in=party_ids).aggregate(
        Count("id"), Sum("orders"), Sum("gross_minor"), Sum("returned_minor"), Sum("ahead_minor")
    )
    ahead = sums["ahead_minor__sum"]
    return WorthSums(
        buyers=sums["id__count"],
        orders=sums["orders__sum"] or 0,
        revenue_minor=int(sums["gross_minor__sum"] or 0),
        returned_minor=int(sums["returned_minor__sum"] or 0),
        ahead_minor=None if ahead is None else int(ahead),
    )


def worth_beside(party_id: str, measure: str) -> Subquery:
    """Return a measure of worth (`gross_minor`, `ahead_minor`) beside rows that hold a party in a column."""
    return Subquery(CustomerWorth.objects.filter(party_id=OuterRef(party_id)).values(measure)[:1])


def spread_worths(party_ids: "QuerySet[Any, Any]") -> WorthSpread:
    """Return how worth lies among these customers, in one query; who may see them the query of ids says."""
    measures = {"revenue": "gross_minor", "orders": "orders", "alive": "alive", "ahead": "ahead_minor"}
    asked = {
        f"{name}_{word}": how(column)
        for name, column in measures.items()
        for word, how in (("count", Count), ("mean", Avg), ("deviation", _deviate))
    }
    found = CustomerWorth.objects.filter(party_id__in=party_ids).aggregate(
        buyers=Count("id"),
        came_back=Count("id", filter=Q(orders__gt=1)),
        gross=Sum("gross_minor"),
        returned=Sum("returned_minor"),
        **asked,
    )
    spreads = {
        name: Spread(
            found[f"{name}_count"], float(found[f"{name}_mean"] or 0), float(found[f"{name}_deviation"] or 0)
        )
        for name in measures
    }
    return WorthSpread(
        buyers=found["buyers"],
        came_back=found["came_back"],
        revenue_minor=int(found["gross"] or 0),
        returned_minor=int(found["returned"] or 0),
        **spreads,
    )


def _deviate(column: str) -> StdDev:
    return StdDev(column, sample=True)
