"""What /segments takes and answers."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from rapport.analytical.segmentation.contracts import GroupingRefusal
from rapport.analytical.segmentation.operations.segments import ABOUT, NAME
from rapport.kernel.filters.api import FilterText
from rapport.kernel.rest.api import Answer, Body, Moment, Name

ShortName = Annotated[Name, StringConstraints(max_length=NAME)]
About = Annotated[str, StringConstraints(max_length=ABOUT, pattern=r"^[^\x00]*$")]


class SegmentIn(Body):
    """A new segment: the customers a filter finds, now and from now on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Large, lately", "filter": "spent:at_least:500 EUR"}]},
    )

    name: ShortName
    filter: FilterText
    about: About = ""


class SegmentChange(Body):
    """What to change; what is left out stays. With a new filter the segment is filled anew."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Large"}]})

    name: ShortName = Field(default="")
    filter: FilterText = Field(default="")
    about: About = ""


class SegmentOut(Answer):
    """A segment with what it holds of the customers you may see; `filter` in stored form, null for
    a group found in the data, whose number `cluster` then is.

    `code` names it in filters (`in_segment:any_of:CODE`) and as the insight `segment.CODE`. Amounts are minor
    units of the business's money; `ahead_minor` is expected within a year, null where that is unknown.
    `counted_at` is null until it was filled by its present filter; `trouble` says why that cannot be asked.
    """

    id: UUID
    code: str
    name: str
    about: str
    filter: dict[str, object] | None
    cluster: int | None
    created_at: Moment
    counted_at: Moment | None
    members: int
    revenue_minor: int
    ahead_minor: int | None
    trouble: str


class MemberOut(Answer):
    """A customer in a segment, and since when."""

    party_id: UUID
    since: Moment


class MoveOut(Answer):
    """A customer joined a segment, or left it (`joined` false)."""

    party_id: UUID
    joined: bool
    at: Moment


class DayOut(Answer):
    """A segment at the end of a day of the business's zone; revenue in minor units of its money."""

    day: date
    members: int
    joined: int
    left: int
    revenue_minor: int


class CurveOut(Answer):
    """One number of groups that was tried: mean silhouette, mean adjusted Rand index of drawing the customers
    anew, the smallest group's share, and whether it could be chosen."""

    method: str
    clusters: int
    silhouette: float
    stability: float
    smallest: float
    sound: bool


class TraitOut(Answer):
    """A feature in a group: its median beside everybody's (days, purchases, minor units, a share), and the
    quartile distances between them."""

    feature: str
    middle: float
    of_all: float
    step: float


class ProfileOut(Answer):
    """A group as it was when it was found, the most telling trait first; revenue in minor units."""

    cluster: int
    customers: int
    revenue_minor: int
    revenue_share: float
    traits: list[TraitOut]


class GroupingOut(Answer):
    """One time groups were looked for. `state`: proposed, approved, retired, refused (`refusal` says why);
    `drift` is the population stability index of the customers now; the same `seed` and data give the same."""

    id: UUID
    number: int
    as_of: Moment
    state: str
    refusal: GroupingRefusal | None
    method: str
    clusters: int
    customers: int
    seed: int
    code_version: str
    snapshot: dict[str, object]
    curve: list[CurveOut]
    profiles: list[ProfileOut]
    drift: float | None
    checked_at: Moment | None
    approved_at: Moment | None


class AskedOut(Answer):
    """The job that looks for groups."""

    job_id: UUID


class CellOut(Answer):
    """Customers with these scores of recency and frequency (1 to 5), and their revenue in minor units."""

    recency: int
    frequency: int
    segment: str
    customers: int
    revenue_minor: int
