"""What /segments takes and answers."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

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
    """A segment with what it holds of the customers you may see; `filter` in stored form.

    `code` names it in filters (`in_segment:any_of:CODE`) and as the insight `segment.CODE`. Amounts are minor
    units of the business's money; `ahead_minor` is expected within a year, null where that is unknown.
    `counted_at` is null until it was filled by its present filter; `trouble` says why that cannot be asked.
    """

    id: UUID
    code: str
    name: str
    about: str
    filter: dict[str, object]
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
