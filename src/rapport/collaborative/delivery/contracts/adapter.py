"""What a channel brings: the small protocol between this room and whoever carries its messages."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal, Protocol
from uuid import UUID

from rapport.collaborative.delivery.contracts.carried import (
    AccountState,
    Heard,
    Inbound,
    Outbound,
    Report,
    Taken,
)
from rapport.kernel.errors import RapportError

Capability = Literal["send", "receive", "reports", "references", "subject", "files", "one-click", "live"]
"""`references`: answers name what they answer; else a sender's messages join their open conversation.
`live`: the other side is there now, so an answer leaves at once instead of waiting to be taken back.
"""


class Retry(RapportError):
    """The other side cannot take it now; it is tried again, after `wait` if it said so."""

    kind = "upstream"

    def __init__(self, message: str, *, code: str = "", wait: timedelta | None = None) -> None:
        super().__init__(message[:300], code=code[:40])
        self.wait = wait


class Unacceptable(RapportError):
    """The other side will never take it; `dead` means that nothing else for this address is worth a try."""

    def __init__(self, message: str, *, code: str = "", dead: bool = False) -> None:
        super().__init__(message[:300], code=code[:40])
        self.dead = dead


@dataclass(frozen=True, slots=True)
class Limits:
    """What the channel holds: characters of text, bytes of a message with its files, what files may be.

    `kinds` are beginnings of media types; none means any.
    """

    text: int
    size: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What sending would take: parts, and what each costs in `currency` (none: nothing is charged)."""

    units: int = 1
    cost: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side took it: the ids it gave, one for each part it reports on, and what that cost."""

    external_ids: tuple[str, ...] = ()
    quote: Quote = Quote()


@dataclass(frozen=True, slots=True)
class Health:
    """How an account goes: what is wrong with sending and with receiving, empty where nothing is."""

    sending: str = ""
    receiving: str = ""


class Sink(Protocol):
    """Where a channel puts what comes in; it acknowledges upstream only after these return."""

    async def take(self, account: AccountState, message: Inbound) -> Taken:
        """Commit a message; the same one twice is one message."""

    async def report(self, account: AccountState, report: Report) -> bool:
        """Commit what the other side said of a delivery; returns whether one was found."""

    async def find_door(self, door: str) -> AccountState | None:
        """Return the active account behind a door, or None."""


class Adapter(Protocol):
    """A channel at work, in a process of its own, for the accounts of every business."""

    async def serve(self, accounts: Sequence[AccountState], sink: Sink) -> None:
        """Receive for these accounts and no others from now on; called again every few seconds."""

    async def send(self, account: AccountState, message: Outbound) -> Accepted:
        """Hand one message over; returns once the other side took it. Raises `Retry`, `Unacceptable`.

        Any other error means that nobody can tell whether it was sent.
        """

    def window(self, account: AccountState) -> int:
        """Return how many deliveries of an account it takes at once; 0 while the other side takes none.

        Asked before any is claimed: what the other side cannot take now waits without having been tried.
        """

    def quote(self, account: AccountState, message: Outbound) -> Quote:
        """Return what sending would take."""

    def health(self, account: AccountState) -> Health:
        """Return how the account goes."""

    async def stop(self) -> None:
        """Receive no more and end what is under way."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as its room registers it.

    `make` makes the adapter in the channel's own process. `normal` writes an address in its normal form and
    raises `Invalid` for one that is none; `point` is the kind of contact point its addresses are, empty where
    they say nothing of who somebody is.
    `check` reads settings and secrets of an account to be, and raises `Invalid` naming what is wrong.
    `refer` makes the reference of a delivery of its token and the account's address.
    `hear` is told of persons' messages in the transaction that keeps them: what it raises, undoes that. It
    returns the messages it dealt with, which rules of the business then leave alone.
    Where the other side can be seen, `presence` tells of an address whether they are `here`, `writing` or
    `gone`, or that they are `blocked`; `show_writing` shows them whether an agent writes. `block`
    takes nothing more of an address, or takes it again.
    """

    name: str
    label: object
    icon: str
    point: str
    capabilities: Collection[Capability]
    limits: Limits
    make: Callable[[], Adapter]
    normal: Callable[[str], str]
    check: Callable[[Mapping[str, Any], Mapping[str, str]], None]
    refer: Callable[[str, str], str]
    hear: Callable[[Sequence[Heard]], Collection[UUID]] | None = None
    presence: Callable[[str], str] | None = None
    show_writing: Callable[[str, bool], None] | None = None
    block: Callable[[str, bool], None] | None = None
