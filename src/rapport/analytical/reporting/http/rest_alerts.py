"""/reports/alerts: metrics that are watched, and when they stood out."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.analytical.reporting.contracts.alerts import AlertDraft
from rapport.analytical.reporting.models import MetricAlert
from rapport.analytical.reporting.operations import alerts
from rapport.analytical.reporting.queries import alerts as reads
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Day,
    Limit,
    Moment,
    Name,
    Page,
    answer_new,
    answer_one,
    answer_page,
    asks,
    require_unchanged,
)

router = Router()
_ONE = "/{uuid:alert_id}"
_Way = Literal["usual", "above", "below"]
_Sense = Literal["keen", "usual", "calm"]
_Watched = Literal["both", "above", "below"]
ShortName = Annotated[Name, StringConstraints(max_length=80)]
Metric = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9_]+$")]
Narrowed = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00]*$")]
LimitValue = Annotated[
    float, Field(ge=-1e12, le=1e12, description="Major units of money, per cent of a share, else the number.")
]
Members = Annotated[list[UUID], Field(max_length=alerts.MOST_MEMBERS)]
_REVENUE: JsonDict = {"name": "Revenue", "metric": "revenue", "way": "usual", "sense": "usual"}


class AlertIn(Body):
    """A metric to watch: against its own `usual` for that weekday, or a `limit` it shall not be `above` or
    `below`. `filter` is that of a question; `members` hear of it beside you."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_REVENUE]})

    name: ShortName
    metric: Metric
    filter: Narrowed = ""
    way: _Way = "usual"
    sense: _Sense = "usual"
    side: _Watched = "both"
    limit: LimitValue | None = None
    members: Members = Field(default=[])


class AlertChange(Body):
    """What to change; what is left out stays. `active` false lets it rest."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"sense": "calm"}]})

    name: ShortName = Field(default="")
    metric: Metric = Field(default="")
    filter: Narrowed = ""
    way: _Way = "usual"
    sense: _Sense = "usual"
    side: _Watched = "both"
    limit: LimitValue | None = None
    members: Members = Field(default=[])
    active: Annotated[bool, Field(strict=True)] = True


class AlertOut(Answer):
    """A watched metric; days up to `judged_day` (UTC) were looked at, `trouble` says why not since."""

    id: UUID
    name: str
    metric: str
    filter: str
    way: _Way
    sense: _Sense
    side: _Watched
    limit: float | None
    members: list[UUID]
    owner_id: UUID
    active: bool
    judged_day: Day | None
    trouble: str
    created_at: Moment


class RiseOut(Answer):
    """Days (UTC) in a row on which a metric stood out, with the last one's value and band (money in minor
    units, shares of one); open while `ended_at` is null. `told_by` forecast: it had told of them already."""

    id: UUID
    side: Literal["above", "below"]
    first_day: Day
    last_day: Day
    value: float
    usual: float | None
    low: float | None
    high: float | None
    told_at: Moment
    told_by: str
    ended_at: Moment | None
    acknowledged_at: Moment | None
    acknowledged_by_id: UUID | None
    remark: str


class NoteIn(Body):
    """What it was."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"remark": "A holiday"}]})

    remark: Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")] = ""


@router.get("", response=Page[AlertOut], operation_id="list_metric_alerts", summary="List watched metrics")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[AlertOut]:
    """List your alerts and those you are named in, newest first; everybody's with the right to edit all."""
    return answer_page(Page[AlertOut], reads.list_alerts(request.actor), _shape, cursor=cursor, limit=limit)


@router.post(
    "",
    response={201: AlertOut},
    operation_id="add_metric_alert",
    summary="Watch a metric",
    openapi_extra=asks("create:report", "view:report"),
)
def add(request: ApiRequest, body: AlertIn, response: HttpResponse) -> Status[AlertOut]:
    """Watch a metric day by day, as you see it; who is named hears of it once for each time it stands out.

    404 for a metric, filter or member there is not; 409 for a limit that is missing.
    """
    line = alerts.add_alert(AlertDraft(**_values(body.model_dump())), actor=request.actor)
    return answer_new(AlertOut.model_validate(line), response, f"/api/v1/reports/alerts/{line.id}")


@router.get(_ONE, response=AlertOut, operation_id="get_metric_alert", summary="Read a watched metric")
def get_one(request: ApiRequest, alert_id: UUID, response: HttpResponse) -> AlertOut:
    """Read a watched metric."""
    return answer_one(_shape(reads.get_alert(alert_id, actor=request.actor)), response)


@router.patch(
    _ONE,
    response=AlertOut,
    operation_id="change_metric_alert",
    summary="Change a watched metric",
    openapi_extra=asks("edit:report", "view:report"),
)
def change(request: ApiRequest, alert_id: UUID, body: AlertChange, response: HttpResponse) -> AlertOut:
    """Change what is watched, or let it rest; what stands out is over then. With If-Match (412)."""
    require_unchanged(request, _shape(reads.get_alert(alert_id, actor=request.actor, verb="edit", lock=True)))
    values = _values(body.model_dump(exclude_unset=True))
    line = alerts.change_alert(alert_id, values, actor=request.actor)
    return answer_one(AlertOut.model_validate(line), response)


@router.delete(
    _ONE,
    response={204: None},
    operation_id="remove_metric_alert",
    summary="Watch a metric no more",
    openapi_extra=asks("delete:report", "view:report"),
)
def remove(request: ApiRequest, alert_id: UUID) -> Status[None]:
    """Watch it no more, and forget when it stood out; with If-Match (412)."""
    require_unchanged(
        request, _shape(reads.get_alert(alert_id, actor=request.actor, verb="delete", lock=True))
    )
    alerts.remove_alert(alert_id, actor=request.actor)
    return Status(204, None)


@router.get(
    f"{_ONE}/rises",
    response=Page[RiseOut],
    operation_id="list_metric_rises",
    summary="List when a metric stood out",
)
def list_rises(
    request: ApiRequest, alert_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[RiseOut]:
    """List when a watched metric stood out, newest first."""
    return answer_page(
        Page[RiseOut],
        reads.list_rises(alert_id, actor=request.actor),
        lambda row: RiseOut.model_validate(reads.rise_of(row)),
        cursor=cursor,
        limit=limit,
        by="first_day",
        type="day",
    )


@router.post(
    f"{_ONE}/rises/{{uuid:rise_id}}/acknowledge",
    response=RiseOut,
    operation_id="acknowledge_metric_rise",
    summary="Take note of what stands out",
    openapi_extra=asks("view:report"),
)
def acknowledge(request: ApiRequest, alert_id: UUID, rise_id: UUID, body: NoteIn) -> RiseOut:
    """Say that you took note, and what it was; 409 where somebody did already."""
    rise = alerts.acknowledge_rise(alert_id, rise_id, body.remark, actor=request.actor)
    return RiseOut.model_validate(rise)


def _values(sent: dict[str, Any]) -> dict[str, Any]:
    return sent | ({"members": tuple(sent["members"])} if "members" in sent else {})


def _shape(row: MetricAlert) -> AlertOut:
    return AlertOut.model_validate(reads.line_of(row))
