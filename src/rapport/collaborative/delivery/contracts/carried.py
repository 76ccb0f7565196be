"""What channels and this room hand to each other: messages in, messages out, reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

ReportState = Literal["uncertain", "sent", "delivered", "read", "failed"]


@dataclass(frozen=True, slots=True)
class AccountState:
    """An account as its channel works with it, secrets readable; never shown, never kept."""

    id: UUID
    tenant_id: UUID
    channel: str
    name: str
    address: str
    door: str
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class InFile:
    """A file of an inbound message; `content_id` is how the message's own text shows it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message as a channel read it (`at` UTC, as the sender said).

    `external_id` is what tells it from any other; `reference` is what answers will name it by, `references`
    what it answers, the nearest first.
    `twin` is for channels whose other side gives no id: what `external_id` begins with, and when the link to
    it was made; a message alike that came shortly before the link did is this one, handed over once more.
    `customer_id` is who the channel knows the sender to be; `claimed` where only their own word says so.
    `automatic` says that no person wrote it. `flaw` says what of it could not be read. `raw` is what came.
    """

    external_id: str
    sender: str
    at: datetime
    text: str = ""
    sender_name: str = ""
    subject: str = ""
    quoted: str = ""
    html: str = ""
    copies: tuple[str, ...] = ()
    reference: str = ""
    references: tuple[str, ...] = ()
    twin: tuple[str, datetime] | None = None
    customer_id: UUID | None = None
    claimed: bool = False
    automatic: bool = False
    flaw: str = ""
    files: tuple[InFile, ...] = ()
    raw: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an inbound message: `fresh` is False for one that was there before."""

    conversation_id: UUID
    message_id: UUID
    fresh: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A message a person sent, as its channel hears of it once it is in its thread (`at` UTC).

    `external_id` is what the channel tells it from others by, `match` how its customer was found.
    """

    account: AccountState
    conversation_id: UUID
    message_id: UUID
    customer_id: UUID | None
    sender: str
    text: str
    at: datetime
    began: bool
    external_id: str = ""
    match: str = "known"


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outbound:
    """A message on its way to one address; it has the same `reference`, however often it is sent.

    `answers` are the references it answers, the oldest first. `purpose` is empty where the customer waits for
    it; otherwise `leave` is the address that takes the customer off, to be named in the message. `html`,
    where there is one, says the same as `text` and names `leave` itself. `automatic` is what a rule answers.
    """

    id: UUID
    token: str
    reference: str
    address: str
    subject: str
    text: str
    at: datetime
    sender_name: str = ""
    purpose: str = ""
    leave: str = ""
    html: str = ""
    automatic: bool = False
    answers: tuple[str, ...] = ()
    files: tuple[OutFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What the other side said of a delivery, named by its token or by the id it gave (`at` UTC).

    `permanent` means that the address is not to be tried again.
    """

    state: ReportState
    at: datetime
    token: str = ""
    external_id: str = ""
    code: str = ""
    detail: str = ""
    permanent: bool = False
