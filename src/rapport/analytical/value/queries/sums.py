"""Reads: what customers of another room's choice are worth together."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from rapport.analytical.value.contracts import WorthSums
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
