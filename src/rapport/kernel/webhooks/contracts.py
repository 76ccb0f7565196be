"""What a receiver is, and what it gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from rapport.kernel.identity.api import Actor

DeliveryState = Literal["waiting", "done", "refused"]
Headers = Mapping[str, str]
"""Header names in lower case."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call that came in with a good signature, as it came: its topic, headers and raw body."""

    id: UUID
    endpoint_id: UUID
    receiver: str
    topic: str
    headers: Headers
    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Receiver:
    """A kind of sender.

    `verify(secret, headers, body, now)` tells whether the signature is good; `topic` and `key` read what a
    call is about and the sender's own number for it (none: the body's digest is the number). `handle` runs
    in the background, outside any transaction, as the system; it must be safe to run twice. A `RapportError`
    it raises refuses the delivery with that reason; anything else is tried again.
    """

    name: str
    title: Callable[[], str]
    verify: Callable[[str, Headers, bytes, datetime], bool]
    handle: Callable[[Delivery, Actor], None]
    topic: Callable[[Headers, bytes], str]
    key: Callable[[Headers, bytes], str]


@dataclass(frozen=True, slots=True)
class EndpointInfo:
    """A place where one sender of a business delivers; its secret is never shown again."""

    id: UUID
    receiver: str
    name: str
    path: str
    active: bool
    created_at: datetime
    last_received_at: datetime | None
