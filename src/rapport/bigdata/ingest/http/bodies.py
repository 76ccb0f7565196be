"""What /event-sources takes and answers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.bigdata.ingest.contracts import SYSTEM
from rapport.bigdata.ingest.operations.sources import MOST_ORIGINS, MOST_PER_MINUTE, PER_MINUTE
from rapport.kernel.rest.api import Answer, Body, Moment, Name

ShortName = Annotated[Name, StringConstraints(max_length=120)]
Origin = Annotated[
    str,
    StringConstraints(
        pattern=r"^(https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://(localhost|127\.0\.0\.1))(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}))?$",
        max_length=300,
    ),
]
Origins = Annotated[list[Origin], Field(max_length=MOST_ORIGINS, description="Sites whose pages may send.")]
PerMinute = Annotated[int, Field(ge=1, le=MOST_PER_MINUTE, description="Events a minute.")]
System = Annotated[
    Name, StringConstraints(max_length=60), Field(description="Whose numbers of customers `user` holds.")
]
_NEW: JsonDict = {"name": "Web shop", "kind": "site", "origins": ["https://shop.example"]}


class SourceIn(Body):
    """A new source: `site` for pages (its key is public), `server` for programs and devices."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    name: ShortName
    kind: Literal["site", "server"]
    origins: Origins = Field(default=[])
    per_minute: PerMinute = PER_MINUTE
    system: System = SYSTEM


class SourceChange(Body):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"active": False}]})

    name: ShortName = Field(default="")
    origins: Origins = Field(default=[])
    per_minute: PerMinute = PER_MINUTE
    system: System = SYSTEM
    active: Annotated[bool, Field(strict=True)] = True


class DayOut(Answer):
    """What came on a day (UTC)."""

    day: date
    accepted: int
    rejected: int
    last_at: Moment


class SourceOut(Answer):
    """A source of events; `key` is the public key of a site, empty for a server, `hint` any key's end."""

    id: UUID
    name: str
    kind: Literal["site", "server"]
    origins: list[str]
    per_minute: int
    system: str
    active: bool
    hint: str
    key: str
    created_at: Moment


class SourceWhole(SourceOut):
    """A source with what came from it in the last thirty days."""

    days: list[DayOut]


class SourceMade(SourceOut):
    """A new source; `write_key` is shown this once only for a server."""

    write_key: str


class KeyOut(Answer):
    """The new key, shown this once only for a server."""

    write_key: str


class SecretOut(Answer):
    """The secret by which the shop's server signs who a visitor is."""

    secret: str


class RejectedOut(Answer):
    """An event that was kept apart: the field it failed at, why, its beginning as text; its row in a file."""

    id: UUID
    file_name: str
    row: int | None
    field: str
    reason: str
    raw: str
    received_at: Moment


class TakenOut(Answer):
    """What became of events that were taken again."""

    accepted: int
    rejected: int


class FileOut(Answer):
    """A file of events: how many rows were taken and kept apart; `repeated`: its content had been taken."""

    id: UUID
    name: str
    size: int
    state: Literal["taking", "done", "refused"]
    reason: str
    accepted: int
    rejected: int
    received_at: Moment
    repeated: bool
