"""Facts about calls of other systems: what came, as it came, and that it was forgotten."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class WebhookReceived(Fact, frozen=True, kw_only=True):
    """Another system called, with a good signature: the call as it came, for whoever reads it anew later.

    `body` is the text of the call, or its bytes in base64 where they are no text (`encoding`: text, base64).
    `headers` are those that say what the call is, names in lower case; never a signature or a cookie.
    `signed` tells which secret of the endpoint fits the signature (present, former); a call that fits none
    is refused and leaves no trace.
    """

    name: ClassVar[str] = "webhook.received.v1"
    subject_kind: ClassVar[str] = "webhook"
    subject_field: ClassVar[str] = "delivery_id"

    delivery_id: UUID
    endpoint_id: UUID
    receiver: str
    topic: str
    key: str
    signed: str
    received_at: datetime
    headers: dict[str, Any]
    body: str
    encoding: str


class WebhookForgotten(Fact, frozen=True, kw_only=True):
    """A call named somebody who was erased: its copy is empty, and leaves the lake."""

    name: ClassVar[str] = "webhook.forgotten.v1"
    subject_kind: ClassVar[str] = "webhook"
    subject_field: ClassVar[str] = "delivery_id"

    delivery_id: UUID
