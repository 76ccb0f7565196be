"""Reads of groups found in the data: what was found when, and what is in use."""

from uuid import UUID

from rapport.analytical.segmentation.contracts import (
    CurvePoint,
    GroupingLine,
    GroupingRefusal,
    GroupProfile,
    Trait,
)
from rapport.analytical.segmentation.models import Grouping
from rapport.analytical.segmentation.queries.segments import require, sees_all
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.rows import get_row

SHOWN = 20


def list_groupings(actor: Actor) -> list[GroupingLine]:
    """Return the newest twenty findings, newest first; raises `Forbidden` without sight of every customer."""
    require(actor, "view")
    if not sees_all(actor):
        raise Forbidden("Groups found in the data speak of the whole business.", code="not-permitted")
    return [_line(row) for row in Grouping.objects.order_by("-number")[:SHOWN]]


def get_grouping(grouping_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> Grouping:
    """Return a finding's row, locked where asked; raises `Missing`, `Forbidden`."""
    require(actor, verb)
    rows = Grouping.objects.filter(id=grouping_id)
    return get_row(rows, Missing("There is no such grouping."), lock=lock)


def find_profiles() -> dict[int, GroupProfile]:
    """Return what sets each group in use apart, by its number; nothing while none is in use."""
    row = Grouping.objects.filter(state=Grouping.State.APPROVED).first()
    return {one.cluster: one for one in read_profiles(row)} if row else {}


def read_profiles(row: Grouping) -> tuple[GroupProfile, ...]:
    """Return what sets each group of a finding apart, by number."""
    return tuple(
        GroupProfile(**{**one, "traits": tuple(Trait(**trait) for trait in one["traits"])})
        for one in row.profiles
    )


def _line(row: Grouping) -> GroupingLine:
    return GroupingLine(
        id=row.id,
        number=row.number,
        as_of=row.as_of,
        state=row.state,
        refusal=GroupingRefusal(row.refusal) if row.refusal else None,
        method=row.method,
        clusters=row.clusters,
        customers=row.customers,
        seed=row.seed,
        code_version=row.code_version,
        snapshot=row.snapshot,
        curve=tuple(CurvePoint(**one) for one in row.curve),
        profiles=read_profiles(row),
        drift=row.drift,
        checked_at=row.checked_at,
        approved_at=row.approved_at,
        approved_by=row.approved_by_id,
    )
