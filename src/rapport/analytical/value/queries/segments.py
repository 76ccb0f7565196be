"""Reads: the ten segments."""

from django.db.models import Count, Sum

from rapport.analytical.value.contracts import Segment, SegmentSize, WorthCell
from rapport.analytical.value.queries.reach import list_worths
from rapport.analytical.value.rules.segments import GRID
from rapport.kernel.identity.api import Actor


def list_segments(actor: Actor) -> list[SegmentSize]:
    """Return all ten segments from the best to the nearly lost, empty ones too, of the customers in sight."""
    counted = list_worths(actor).values_list("segment").annotate(Count("party_id"), Sum("gross_minor"))
    sizes = {segment: (customers, revenue) for segment, customers, revenue in counted}
    customers = sum(count for count, _ in sizes.values()) or 1
    revenue = sum(amount for _, amount in sizes.values()) or 1
    return [
        SegmentSize(segment, count, amount, count / customers, amount / revenue)
        for segment in Segment
        for count, amount in [sizes.get(str(segment), (0, 0))]
    ]


def list_worth_cells(actor: Actor) -> list[WorthCell]:
    """Return all twenty-five cells of recency and frequency, empty ones too, of the customers in sight."""
    counted = (
        list_worths(actor)
        .values_list("recency_score", "frequency_score")
        .annotate(Count("party_id"), Sum("gross_minor"))
    )
    sizes = {(recency, frequency): size for recency, frequency, *size in counted}
    return [
        WorthCell(recency, frequency, segment, *sizes.get((recency, frequency), (0, 0)))
        for recency, row in enumerate(GRID, start=1)
        for frequency, segment in enumerate(row, start=1)
    ]
