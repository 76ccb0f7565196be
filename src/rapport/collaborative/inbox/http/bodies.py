"""What calls carry and answers hold (times UTC)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, StringConstraints

from rapport.kernel.rest.api import FILLED, Answer, Body, Moment, Text

State = Literal["open", "closed", "merged"]
Match = Literal["known", "new", "several", "claimed", "none"]
QueueName = Literal[
    "mine", "unassigned", "team", "mentions", "us", "them", "late", "review", "snoozed", "closed"
]
Words = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=100_000)]
Tag = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=40)]
_ID = "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"


def example(**values: JsonValue) -> ConfigDict:
    """Return the configuration of a body with an example."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [values]})


class QueueOut(Answer):
    """How many conversations a queue holds for you; with `full` there are more than that."""

    name: QueueName
    count: int
    full: bool


class ConversationOut(Answer):
    """A conversation: whose it is, since when its customer waits, by when an answer was promised.

    `snoozed_until` in the year 9999 means until the customer writes.
    """

    id: UUID
    channel: str
    account_id: UUID
    customer_id: UUID | None
    peer: str
    subject: str
    state: State
    match: Match
    assignee_id: UUID | None
    team_id: UUID | None
    snoozed_until: datetime | None
    tags: list[str]
    messages: int
    waiting_since: datetime | None
    answer_due_at: datetime | None
    last_at: datetime
    created_at: datetime
    version: int


class ConversationChange(Body):
    """What to change; what is left out stays. `snoozed_until` null wakes it; closing ends the waiting."""

    model_config = example(state="closed", tags=["delivery"])

    state: Literal["open", "closed"] = "open"
    assignee_id: UUID | None = None
    team_id: UUID | None = None
    snoozed_until: Moment | None = None
    tags: Annotated[list[Tag], Field(max_length=20, default_factory=list)]


class DeliveryOut(Answer):
    """What became of a message sent."""

    id: UUID
    address: str
    state: str
    code: str
    detail: str
    due_at: datetime
    sent_at: datetime | None


class MessageFileOut(Answer):
    """A file of a message; `refused` says why its bytes were not kept."""

    position: int
    name: str
    media_type: str
    size: int
    refused: str


class MessageOut(Answer):
    """One utterance; `text` is what was newly said, `quoted` what it repeated."""

    id: UUID
    conversation_id: UUID
    direction: Literal["in", "out"]
    sender: str
    sender_name: str
    author_id: UUID | None
    copies: list[str]
    subject: str
    text: str
    quoted: str
    automatic: bool
    flaw: str
    at: datetime
    files: list[MessageFileOut]
    delivery: DeliveryOut | None


class AnswerIn(Body):
    """An answer; with `close` nobody waits in the conversation afterwards."""

    model_config = example(text="It comes today.")

    text: Words
    close: bool = False


class ThreadNoteIn(Body):
    """An internal note; `mentions` are members to be told."""

    model_config = example(body="Ask the carrier.", mentions=[])

    body: Words
    mentions: Annotated[list[UUID], Field(max_length=50, default_factory=list)]


class ThreadNoteOut(Answer):
    """An internal note."""

    id: UUID
    body: str
    mentions: list[UUID]
    author_id: UUID | None
    author_name: str
    created_at: datetime


class Withdrawn(Answer):
    """The text of an answer that was taken back."""

    text: Text


class MergeIn(Body):
    """The conversation to put it into: one of the same account."""

    model_config = example(into=_ID)

    into: UUID


class SplitIn(Body):
    """The first message that is to go into a conversation of its own; what came after it goes along."""

    model_config = example(message_id=_ID)

    message_id: UUID


class MoveOut(Answer):
    """Messages that went from one conversation to another."""

    id: UUID
    kind: Literal["merge", "split"]
    source_id: UUID
    target_id: UUID
    messages: int
    actor_name: str
    at: datetime


class WriterIn(Body):
    """Who writes in a conversation; null means nobody to be kept."""

    model_config = example(customer_id=_ID)

    customer_id: UUID | None
