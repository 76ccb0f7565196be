"""What endpoints are made of: bodies, answers, pages, bulk rows, and the caller on the request."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import CoreSchema

from rapport.kernel.errors import Conflict, Forbidden
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import MOST_SORTS
from rapport.kernel.rest.shapes import FILLED

T = TypeVar("T")
RouterFactory = Callable[[], Router]
MAX_ROWS = 10_000


class ApiRequest(HttpRequest):
    """A request inside the door: its caller is known and its transaction is the caller's tenant's."""

    actor: Actor
    request_id: UUID


class Body(BaseModel):
    """Base of what a caller sends: fields nobody asked for are refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """Base of what a caller gets; may be read from a row's attributes."""

    model_config = ConfigDict(from_attributes=True)


class Page(Answer, Generic[T]):
    """One page of a list; `next` is the cursor of the page after it, null on the last."""

    items: list[T]
    next: str | None = None


class Whole(Answer, Generic[T]):
    """A list that is short by nature, all of it."""

    items: list[T]


_DATED = re.compile(r"\d{4}-\d\d-\d\d[Tt ]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _only_text(value: Any) -> Any:
    """Refuse numbers, also written as text, which would be read as seconds since 1970."""
    if not isinstance(value, datetime) and not (isinstance(value, str) and _DATED.match(value)):
        raise ValueError("must be text in ISO 8601")
    return value


def _only_day(value: Any) -> Any:
    """Refuse numbers, also written as text, which would be read as seconds since 1970."""
    if type(value) is not date and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("must be a date in ISO 8601")
    return value


def _in_utc(value: datetime) -> datetime:
    """Return the same instant in UTC: offsets may be larger than PostgreSQL reads."""
    try:
        return value.astimezone(UTC)
    except OverflowError:  # within a day of the first or the last one there is
        return value.replace(tzinfo=UTC)


Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
"""Text as PostgreSQL can keep it: no NUL."""
Name = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=200)]
"""A text of 1 to 200 characters that is not blank."""
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", min_length=1, max_length=40)]
"""A short code for programs."""
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_only_text, json_schema_input_type=AwareDatetime),
    AfterValidator(_in_utc),
]
"""An instant with its offset, ISO 8601."""
Day = Annotated[date, BeforeValidator(_only_day, json_schema_input_type=date)]
"""A day without a zone, ISO 8601."""
Limit = Annotated[int, Field(ge=1, le=500, description="Rows on a page.")]


def sorted_by(*names: str) -> Any:
    """Describe a text that names what a list is sorted by, for `Annotated[str, sorted_by("name", "day")]`."""
    one = f"-?({'|'.join(names)})"
    first, *others = names
    return Field(
        pattern=f"^{one}(,{one}){{0,{MOST_SORTS - 1}}}$",
        description="One order, or up to three with commas between, each sorting what is equal so far. "
        "A minus turns an order round; what has no value comes last in both.",
        examples=[f"-{first}", *(f"{other},-{first}" for other in others[:1])],
    )


CursorText = Annotated[
    str,
    Field(min_length=1, max_length=2000, description="The `next` of the page before."),
]


class RowRejection(BaseModel):
    """A row of a bulk call that is not valid: the reason of each field."""

    fields: dict[str, str]


def _keep_reason(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError as error:
        return RowRejection(fields=reasons_of(error.errors(include_url=False, include_input=False)))


def reasons_of(errors: list[Any], skip: int = 0) -> dict[str, str]:
    """Return field → reason from pydantic's errors, leaving out the first `skip` steps of each path."""
    return {
        ".".join(str(step) for step in error["loc"][skip:]) or "body": _sentence(str(error["msg"]))
        for error in errors
    }


def _sentence(message: str) -> str:
    text = message.removeprefix("Value error, ")
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


class _AnyRow:
    """Describes a row as what it should be; another one is answered as rejected, the call is not refused."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(core_schema), {}]}


class Bulk(Body, Generic[T]):
    """Many rows in one call; each is answered for itself, and a bad one does not stop the others."""

    mode: Literal["create", "update", "upsert"] = Field(
        description="`create` refuses rows that exist, `update` rows that do not, `upsert` takes both."
    )
    rows: Annotated[
        list[Annotated[T, WrapValidator(_keep_reason), _AnyRow()]],
        Field(min_length=1, max_length=MAX_ROWS),
    ]


Outcome = Literal["created", "updated", "unchanged", "rejected"]


class RowAnswer(Answer):
    """What became of one row: `index` counts from 0 in the order sent."""

    index: int
    outcome: Outcome
    id: UUID | None = None
    code: str | None = None
    detail: str | None = None
    fields: dict[str, str] | None = None


class BulkAnswer(Answer):
    """What became of all rows: the four counts always add up to the rows sent."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    results: list[RowAnswer]


class Problem(Answer):
    """An error (RFC 9457): `code` for programs, `detail` for people, `fields` naming what to mend."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    request_id: UUID
    fields: dict[str, str] | None = None


class Unauthenticated(Forbidden):
    """Nobody known is calling."""

    kind = "unauthenticated"


class StaleVersion(Conflict):
    """The record is no longer the one the caller's If-Match names."""

    kind = "stale"
