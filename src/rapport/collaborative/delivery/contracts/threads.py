"""Conversations, messages and accounts as lists, pages and programs see them (times UTC)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One line of a list of conversations, with its customer's name where the reader may see it."""

    id: UUID
    channel: str
    account: str
    customer_id: UUID | None
    name: str
    subject: str
    preview: str
    state: str
    match: str
    assignee: str
    tags: tuple[str, ...]
    messages: int
    waiting_since: datetime | None
    answer_due_at: datetime | None
    snoozed_until: datetime | None
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation as it stands; `peer` is the address on the other side."""

    id: UUID
    channel: str
    account_id: UUID
    customer_id: UUID | None
    peer: str
    subject: str
    state: str
    match: str
    assignee_id: UUID | None
    team_id: UUID | None
    snoozed_until: datetime | None
    tags: tuple[str, ...]
    messages: int
    waiting_since: datetime | None
    answer_due_at: datetime | None
    last_at: datetime
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Care:
    """What is to change of a conversation: any of state, assignee_id, team_id, snoozed_until, tags,
    answer_due_at; where `version` is given, only if nobody else did meanwhile.
    """

    conversation_id: UUID
    values: Mapping[str, Any]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What a rule does in a conversation: an answer (empty: none), tags, a team it is given to.

    `waits` says that a person is wanted still, so that the conversation goes on waiting.
    """

    conversation_id: UUID
    text: str = ""
    waits: bool = False
    tags: tuple[str, ...] = ()
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a message; `refused` says why its bytes were not kept (too-large, type)."""

    message_id: UUID
    position: int
    name: str
    media_type: str
    size: int
    content_id: str
    refused: str
    blob_id: UUID | None


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """What became of a message sent: `code` and `detail` as the other side said."""

    id: UUID
    address: str
    purpose: str
    state: str
    code: str
    detail: str
    tries: int
    units: int
    cost: Decimal | None
    currency: str
    due_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message with its files, and its delivery where it went out; `html`: it was designed, too."""

    id: UUID
    conversation_id: UUID
    direction: str
    sender: str
    sender_name: str
    author_id: UUID | None
    copies: tuple[str, ...]
    subject: str
    text: str
    quoted: str
    html: bool
    automatic: bool
    flaw: str
    at: datetime
    files: tuple[FileLine, ...] = ()
    delivery: DeliveryLine | None = None


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file to go with a message."""

    name: str
    content: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account to be; a secret left out stays as it was."""

    channel: str
    name: str
    address: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    unit_id: UUID | None = None
    hourly: int | None = None
    active: bool = False


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as pages and programs see it: never its secrets, only the names of those that are set."""

    id: UUID
    channel: str
    name: str
    address: str
    door: str
    active: bool
    unit_id: UUID | None
    settings: Mapping[str, Any]
    secrets: tuple[str, ...]
    hourly: int | None
    version: int
    sending: str
    receiving: str
    failing_since: datetime | None
    last_in_at: datetime | None
    last_out_at: datetime | None
    seen_at: datetime | None
