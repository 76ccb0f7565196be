"""Reads: what several segments held by day, beside each other."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from rapport.analytical.segmentation.models import SegmentDay
from rapport.analytical.segmentation.queries.segments import DAYS, require, sees_all
from rapport.kernel.identity.api import Actor


def list_courses(ids: Sequence[UUID], *, actor: Actor) -> list[tuple[UUID, date, int]]:
    """Return the members of segments at the end of their days within the last ninety: segment, day, members.

    In the order of days; empty for whoever does not see every customer, since days count the whole business.
    """
    require(actor, "view")
    if not sees_all(actor):
        return []
    since = timezone.now().date() - timedelta(days=DAYS)
    rows = SegmentDay.objects.filter(segment_id__in=list(ids), day__gte=since).order_by("day", "segment_id")
    return list(rows.values_list("segment_id", "day", "members"))
