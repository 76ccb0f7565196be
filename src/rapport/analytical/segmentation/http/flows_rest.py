"""/segments/flows: how customers went between segments."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router

from rapport.analytical.segmentation.queries.flows import MOST, choose_segments, list_standard, read_flows
from rapport.kernel.rest.api import Answer, ApiRequest, asks

router = Router()
Segments = Annotated[list[UUID], Query(default_factory=list, max_length=MOST)]


class FlowOut(Answer):
    """So many customers stood in `start` then and stand in `end` now: a segment's id, `several` or `none`."""

    start: str
    end: str
    customers: int


class FlowsOut(Answer):
    """The segments looked at (name by id) and how customers went between them; each customer counts once.

    `start` is later than asked for where the youngest segment was filled later.
    """

    start: datetime
    end: datetime
    names: dict[str, str]
    flows: list[FlowOut]


@router.get(
    "",
    response=FlowsOut,
    operation_id="read_segment_flows",
    summary="Read movement between segments",
    openapi_extra=asks("view:segment", "view:customer"),
)
def read_all(
    request: ApiRequest,
    of: Segments,
    days: Annotated[int, Query(ge=1, le=396)] = 30,
) -> FlowsOut:
    """Read from where to where customers went within so many days up to now, between at most eight segments;
    without `of` between the groups in use, or else the first eight by name. 403 for who does not see every
    customer."""
    end = timezone.now()
    start = end - timedelta(days=days)
    found = read_flows(
        of or list_standard(choose_segments(request.actor)), start=start, end=end, actor=request.actor
    )
    flows = [FlowOut.model_validate(one) for one in found.flows]
    return FlowsOut(start=found.start or start, end=end, names=found.names, flows=flows)
