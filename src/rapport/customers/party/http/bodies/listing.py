"""What a list of customers may be narrowed and sorted by."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from rapport.customers.party.http.bodies.words import Country, Kind, Origin, Sort, Stage, text
from rapport.kernel.filters.api import FilterText
from rapport.kernel.rest.api import Body, CursorText, Limit


class ListQuery(Body):
    """What a list of customers may be narrowed and sorted by."""

    cursor: CursorText | None = None
    limit: Limit = 50
    sort: Sort = "-created"
    q: Annotated[str, text(200), Field(description="Words, parts of numbers, addresses.")] = ""
    kind: Kind | None = None
    stage: Stage | None = None
    country: Country = ""
    origin: Origin | None = None
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    tag: Annotated[str, text(60)] = ""
    insight: Annotated[
        str, StringConstraints(pattern=r"^([^\x00:]{1,60}:[^\x00]{1,80})?$"), Field(description="name:label")
    ] = ""
    filter: FilterText = ""
