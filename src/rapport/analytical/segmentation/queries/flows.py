"""Reads: from which segment to which customers went between two moments, put together from their moves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from rapport.analytical.segmentation.contracts.flow import NOBODY, SEVERAL, Flow, SegmentFlows
from rapport.analytical.segmentation.models import Segment
from rapport.analytical.segmentation.queries.segments import require, sees_all
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor

MOST = 8
# Whoever moved after a moment stood, at that moment, where the first such move came from; whoever did not
# move since stands where they stood, if they were in by then.
FLOWS = """
with moved as (
    select segment_id, party_id, joined, at, id from segment_move
     where segment_id = any(%(ids)s) and at > %(start)s
), first_since_start as (
    select distinct on (segment_id, party_id) segment_id, party_id, joined
      from moved order by segment_id, party_id, at, id
), first_since_end as (
    select distinct on (segment_id, party_id) segment_id, party_id, joined
      from moved where at > %(end)s order by segment_id, party_id, at, id
), members as (
    select segment_id, party_id, since from segment_member where segment_id = any(%(ids)s)
), known as (
    select segment_id, party_id from members union select segment_id, party_id from first_since_start
), stood as (
    select k.segment_id, k.party_id,
           coalesce(not a.joined, m.since <= %(start)s, false) as then_in,
           coalesce(not b.joined, m.since <= %(end)s, false) as now_in
      from known k left join members m using (segment_id, party_id)
           left join first_since_start a using (segment_id, party_id)
           left join first_since_end b using (segment_id, party_id)
), each as (
    select party_id,
           array_agg(segment_id::text) filter (where then_in) as was,
           array_agg(segment_id::text) filter (where now_in) as "is"
      from stood group by party_id
)
select case coalesce(cardinality(was), 0) when 0 then 'none' when 1 then was[1] else 'several' end as start,
       case coalesce(cardinality("is"), 0) when 0 then 'none' when 1 then "is"[1] else 'several' end as "end",
       count(*)
  from each where was is not null or "is" is not null group by 1, 2
"""


# Who is in since a moment they are not told to have joined at was there when the segment was filled (anew).
FILLED = """
select m.segment_id, max(m.since) from segment_member m
 where m.segment_id = any(%(ids)s) and m.since > %(start)s
   and not exists (select from segment_move v where v.segment_id = m.segment_id and v.party_id = m.party_id
                      and v.joined and v.at = m.since)
 group by 1
"""


def read_flows(ids: Sequence[UUID], *, start: datetime, end: datetime, actor: Actor) -> SegmentFlows:
    """Return how customers went between these segments from one moment to another (UTC); three queries.

    Moves are kept for thirteen months. Before a segment was filled nothing is known of it: where one of them
    is younger, movement is told from when the youngest was filled. Raises `Forbidden` for who does not see
    every customer.
    """
    require(actor, "view")
    if not sees_all(actor):
        raise Forbidden("Movement speaks of the whole business.", code="not-permitted")
    rows = dict(Segment.objects.filter(id__in=ids).values_list("id", "name"))
    names = {str(one): rows[one] for one in ids if one in rows}
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        cursor.execute(FILLED, {"ids": list(rows), "start": start})
        filled = {str(one): at for one, at in cursor.fetchall() if at < end}
        start = max([start, *filled.values()])
        cursor.execute(FLOWS, {"ids": list(rows), "start": start, "end": end})
        flows = [Flow(*row) for row in cursor.fetchall()]
    order = {place: number for number, place in enumerate((*names, SEVERAL, NOBODY))}
    young = [name for one, name in names.items() if one in filled]
    flows.sort(key=lambda one: (order[one.start], order[one.end]))
    return SegmentFlows(names, flows, start, young)


def choose_segments(actor: Actor) -> list[tuple[UUID, str, bool]]:
    """Return every segment by name (id, name, whether it is a group found in the data) to choose from."""
    require(actor, "view")
    rows = Segment.objects.order_by("name", "id").values_list("id", "name", "cluster")
    return [(one, name, cluster is not None) for one, name, cluster in rows]


def list_standard(found: Sequence[tuple[UUID, str, bool]]) -> list[UUID]:
    """Return which segments are looked at where nobody chose: the groups in use, or else the first eight."""
    groups = [one for one, _name, group in found if group]
    return (groups or [one for one, _name, _group in found])[:MOST]
