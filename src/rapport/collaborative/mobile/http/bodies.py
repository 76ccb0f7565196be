"""What /sms-links takes and answers."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.collaborative.mobile.contracts import Alphabet, BindMode, Ids, Long, Security
from rapport.collaborative.mobile.rules.drafts import MOST_PER_SECOND, MOST_PREFIXES, MOST_WINDOW
from rapport.kernel.rest.api import Answer, Body, Exact, Moment, Name, Prefix, Switch

ShortName = Annotated[Name, StringConstraints(max_length=120)]
Host = Annotated[
    str,
    StringConstraints(
        max_length=254, pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9a-fA-F:.]{2,45}$"
    ),
]
Port = Annotated[int, Field(ge=1, le=65535)]
SystemId = Annotated[str, StringConstraints(min_length=1, max_length=15, pattern=r"^[!-~]+$")]
Password = Annotated[str, StringConstraints(min_length=1, max_length=8, pattern=r"^[!-~]+$")]
SystemType = Annotated[str, StringConstraints(max_length=12, pattern=r"^[!-~]*$")]
Window = Annotated[int, Field(ge=1, le=MOST_WINDOW, description="Messages under way at once.")]
PerSecond = Annotated[int, Field(ge=0, le=MOST_PER_SECOND, description="0 means no limit.")]
Prefixes = Annotated[
    list[Prefix], Field(max_length=MOST_PREFIXES, description="Beginnings of numbers in E.164; none: all.")
]
Rank = Annotated[int, Field(ge=1, le=9, description="1 is taken before 2.")]
Cost = Annotated[Decimal, Exact(4, 6)]
Currency = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")]
_LINK: JsonDict = {
    "name": "Operator",
    "host": "smsc.example",
    "system_id": "shop",
    "password": "secret",
    "prefixes": ["+49"],
    "cost": "0.07",
    "currency": "EUR",
}


class LinkIn(Body):
    """A new link over SMPP 3.4; `cost` of a part in `currency` (ISO 4217), both or neither."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_LINK]})

    name: ShortName
    host: Host
    port: Port = 2775
    security: Security = "tls"
    system_id: SystemId
    password: Password
    system_type: SystemType = ""
    bind: BindMode = "transceiver"
    alphabet: Alphabet = "gsm"
    long: Long = "udh8"
    ids: Ids = "same"
    window: Window = 10
    per_second: PerSecond = 0
    prefixes: Prefixes = Field(default_factory=list)
    rank: Rank = 1
    cost: Cost | None = None
    currency: Currency = ""
    active: Switch = True


class LinkChange(Body):
    """What to change; what is left out stays, the password too."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"per_second": 50}]})

    name: ShortName = Field(default="")
    host: Host = Field(default="")
    port: Port = 2775
    security: Security = "tls"
    system_id: SystemId = Field(default="")
    password: Password = Field(default="")
    system_type: SystemType = ""
    bind: BindMode = "transceiver"
    alphabet: Alphabet = "gsm"
    long: Long = "udh8"
    ids: Ids = "same"
    window: Window = 10
    per_second: PerSecond = 0
    prefixes: Prefixes = Field(default_factory=list)
    rank: Rank = 1
    cost: Cost | None = None
    currency: Currency = ""
    active: Switch = True


class LinkOut(Answer):
    """A link, never its password; `cost` of a part in `currency`."""

    id: UUID
    name: str
    host: str
    port: int
    security: Security
    system_id: str
    system_type: str
    bind: BindMode
    alphabet: Alphabet
    long: Long
    ids: Ids
    window: int
    per_second: int
    prefixes: list[str]
    rank: int
    cost: Decimal | None
    currency: str
    active: bool
    version: int
    created_at: Moment
