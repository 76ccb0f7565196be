"""A business's segments by rules: add, change, remove."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from rapport.analytical.segmentation.contracts import SegmentLine
from rapport.analytical.segmentation.models import Segment, SegmentCount, SegmentMember
from rapport.analytical.segmentation.operations.filling import FILL, KIND, find_members
from rapport.analytical.segmentation.operations.moving import tell_members
from rapport.analytical.segmentation.queries.segments import find_count, get_segment, line_of, require
from rapport.analytical.segmentation.rules.codes import make_code
from rapport.analytical.segmentation.rules.conditions import find_refusal
from rapport.customers.party.api import sort_key
from rapport.kernel.errors import Clash, say
from rapport.kernel.filters.api import EVERYTHING, InvalidFilter, check, parse, write_json
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import Work, unit_of_work

MOST = 100
NAME, ABOUT = 80, 500


def add_segment(name: str, filter: str | Mapping[str, Any], *, actor: Actor, about: str = "") -> SegmentLine:
    """Add a segment of the customers a filter finds; it is filled by a job within seconds, and stays filled.

    Raises `Forbidden`, `Clash` (a wrong name or filter, or a hundred segments already).
    """
    require(actor, "create")
    with unit_of_work(actor) as work:
        checked = _check({"name": name, "about": about, "filter": filter}, actor)
        taken = set(Segment.objects.values_list("code", flat=True))
        if len(taken) >= MOST:
            raise Clash("There are as many segments as there can be.", code="too-many-segments")
        code = make_code(sort_key(checked["name"]), taken)
        row = Segment.objects.create(**checked, code=code, created_at=work.now)
        _fill_soon(row, actor)
        return line_of(row)


def change_segment(segment_id: UUID, values: Mapping[str, Any], *, actor: Actor) -> SegmentLine:
    """Change name, words or filter; what is left out stays. A new filter has it filled anew.

    Raises `Missing`, `Forbidden`, `Clash`.
    """
    with unit_of_work(actor) as work:
        row = get_segment(segment_id, actor=actor, verb="edit", lock=True)
        if row.filter is None and values.get("filter"):
            raise Clash("This group was found in the data and has no conditions.", code="found-group")
        checked = _check({"name": row.name, "about": row.about, "filter": row.filter, **values}, actor)
        renamed, refilled = checked["name"] != row.name, checked["filter"] != row.filter
        for field, value in checked.items():
            setattr(row, field, value)
        row.version += 1
        row.save(update_fields=[*checked, "version"])
        if renamed and not refilled:
            tell_members(row, _members(row), work, reason=_reason(row, work))
        if refilled:
            SegmentCount.objects.filter(segment_id=row.id).delete()
            _fill_soon(row, actor)
        return line_of(row, find_count(row.id))


def remove_segment(segment_id: UUID, *, actor: Actor) -> None:
    """Forget a segment, who was in it and who moved; customers' insights of it end.

    Raises `Missing`, `Forbidden`.
    """
    with unit_of_work(actor) as work:
        row = get_segment(segment_id, actor=actor, verb="delete", lock=True)
        if row.filter is None:
            raise Clash("This group belongs to the groups in use and goes with them.", code="found-group")
        tell_members(row, ((party_id, False) for party_id, _ in _members(row)), work)
        row.delete()


def _members(row: Segment) -> Iterator[tuple[UUID, bool]]:
    ids = SegmentMember.objects.filter(segment_id=row.id).values_list("party_id", flat=True)
    return ((party_id, True) for party_id in ids.order_by("party_id").iterator())


def _fill_soon(row: Segment, actor: Actor) -> None:
    enqueue(FILL, {"segment_id": str(row.id)}, actor=system_actor(actor.tenant_id), key=f"{FILL}:{row.id}")


def _check(values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Return the columns of a sound segment; raises `Clash`."""
    found = {field: str(values.get(field) or "").replace("\0", "").strip() for field in ("name", "about")}
    wrong: dict[str, str] = {}
    if not 1 <= len(found["name"]) <= NAME:
        wrong["name"] = say("1 to %(most)s characters.", most=NAME)
    if len(found["about"]) > ABOUT:
        wrong["about"] = say("At most %(most)s characters.", most=ABOUT)
    rule = None
    if values["filter"] is not None:
        rule = _check_filter(values["filter"], wrong, actor)
    if wrong:
        raise Clash("The segment is wrong.", fields=wrong)
    return {**found, "filter": rule}


def _check_filter(asked: Any, wrong: dict[str, str], actor: Actor) -> dict[str, Any] | None:
    try:
        tree = check(parse(asked), KIND, actor=actor)
    except InvalidFilter as error:
        wrong["filter"] = next((one.reason for one in error.refusals), say("This is no filter of customers."))
        return None
    refusal = find_refusal(tree) if tree != EVERYTHING else say("Say which customers belong to it.")
    if refusal:
        wrong["filter"] = refusal
    return write_json(tree)


def _reason(row: Segment, work: Work) -> str:
    return find_members(row, None, work).reason if row.filter is not None else row.about
