"""Put every customer into their group by the grouping in use, and read how far they have moved."""

from typing import Any

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.analytical.segmentation.contracts import GroupProfile
from rapport.analytical.segmentation.contracts.labels import name_group
from rapport.analytical.segmentation.models import Grouping, Segment, SegmentMember
from rapport.analytical.segmentation.operations import statements as sql
from rapport.analytical.segmentation.operations.drifting import tell_drift
from rapport.analytical.segmentation.operations.moving import Found, move_members, tell_members
from rapport.analytical.segmentation.queries.groupings import read_profiles
from rapport.analytical.segmentation.rules.codes import make_code
from rapport.analytical.segmentation.rules.grouping.drift import index_of
from rapport.analytical.segmentation.rules.grouping.features import Scale, measure, scale
from rapport.analytical.segmentation.rules.grouping.groups import Labels, read_groups
from rapport.analytical.segmentation.rules.grouping.telling import list_telling
from rapport.analytical.value.api.learning import read_measures
from rapport.kernel.columns import INTEGER, UUID, write_columns
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work

NAME = 80


def assign_groups(*, actor: Actor) -> int:
    """Put everybody who bought into their group; returns how many joined or left one, 0 while none is in use.

    After an approval groups take the place of the segments they share most customers with, so that what asks
    for those goes on; others are made or go. Two runs wait for each other; a killed one leaves all as it was.
    """
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        row = Grouping.objects.select_for_update().filter(state=Grouping.State.APPROVED).first()
        if row is None:
            return 0
        rows = read_measures()
        labels = _assign(row, rows, work)
        cursor.execute("drop table if exists pg_temp.segment_class")
        cursor.execute(sql.MAKE_CLASSES)
        columns = {"party_id": UUID, "cluster": INTEGER}
        write_columns(cursor, "pg_temp.segment_class", columns, (rows["party_id"], labels))
        cursor.execute("analyze segment_class")
        told = row.checked_at is not None
        segments = _list_known() if told else _take_over(cursor, row, work)
        moved = sum(
            move_members(one, Found(sql.IN_CLASS, (one.cluster,), one.about), work, told=told)
            for one in segments
        )
        _check_drift(row, labels, work)
        return moved


def _assign(row: Grouping, rows: Any, work: Work) -> Labels:
    scales = [Scale(**one) for one in row.snapshot["features"]]
    features = measure(rows, work.now.timestamp())
    for (
        one
    ) in scales:  # what could be learnt of everybody then, and of somebody no more, stands in the middle
        features.setdefault(one.name, np.full(len(rows), np.exp(one.middle)))
    return read_groups(row.parameters).assign(scale(features, scales))


def _list_known() -> list[Segment]:
    return list(Segment.objects.select_for_update().filter(cluster__isnull=False).order_by("id"))


def _take_over(cursor: CursorWrapper, row: Grouping, work: Work) -> list[Segment]:
    """Return the segments of a grouping that just came to use, each with its number, name and words."""
    before = {one.id: one for one in _list_known()}
    cursor.execute(sql.OVERLAPS, [list(before)])
    heirs: dict[int, Segment] = {}
    for segment_id, cluster in cursor.fetchall():
        if segment_id in before and cluster not in heirs:
            heirs[cluster] = before.pop(segment_id)
    for gone in before.values():
        inside = SegmentMember.objects.filter(segment_id=gone.id).order_by("party_id")
        tell_members(gone, ((one, False) for one in inside.values_list("party_id", flat=True)), work)
        gone.delete()
    taken = set(Segment.objects.values_list("code", flat=True))
    with translation.override(get_own_tenant(work.actor.tenant_id).locale):
        return [_settle(heirs.get(one.cluster), one, taken, work) for one in read_profiles(row)]


def _settle(segment: Segment | None, profile: GroupProfile, taken: set[str], work: Work) -> Segment:
    name = name_group(list_telling(profile))[:NAME]
    about = _("Found in the data, group %(number)s.") % {"number": profile.cluster + 1}
    if segment is None:
        code = make_code(f"group {profile.cluster + 1}", taken)
        taken.add(code)
        segment = Segment(code=code, created_at=work.now, version=0)
    segment.name, segment.about, segment.cluster = name, about, profile.cluster
    segment.version += 1
    segment.save()
    return segment


def _check_drift(row: Grouping, labels: Labels, work: Work) -> None:
    now = np.bincount(labels, minlength=row.clusters)[: row.clusters].tolist()
    row.drift = index_of([one["customers"] for one in row.profiles], now)
    row.checked_at = work.now
    row.save(update_fields=["drift", "checked_at"])
    tell_drift(row, work)
