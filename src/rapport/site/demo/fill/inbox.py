"""What customers wrote to a demo shop and were answered: through the doors channels and agents use.

Its addresses rest, so that no channel is started for them and nothing leaves; what was sent, was sent by
then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random
from typing import Any
from uuid import UUID

from rapport.collaborative.delivery.api import (
    change_conversations,
    list_messages,
    note_outcome,
    take_in,
    take_report,
    write_message,
)
from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Care,
    Inbound,
    InFile,
    MessageLine,
    Quote,
    Report,
)
from rapport.collaborative.inbox.api import note_thread
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import work_as_of
from rapport.site.demo.fill.costs import limit_spending
from rapport.site.demo.fill.desk import open_address, open_desk
from rapport.site.demo.records import Shop
from rapport.site.demo.talks.book import BOOK
from rapport.site.demo.talks.pictures import draw_cup
from rapport.site.demo.talks.shape import Line, Shelf, Talk, moment_of

POINTS = {"email": "email", "sms": "phone", "mms": "phone"}
PRICES = {
    "email": Quote(),
    "sms": Quote(1, Decimal("0.045"), "CNY"),
    "mms": Quote(1, Decimal("0.25"), "EUR"),
}
NOBODY = "5.1.1", "550 5.1.1 No such mailbox here"
MOMENT = timedelta(seconds=4)
REST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes from where, and where they belong."""

    name: str
    address: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """An address of the shop with everybody behind it, by their posts."""

    account: AccountState
    shop: Shop
    posts: dict[str, Actor]
    now: datetime
    actor: Actor


def fill_inbox(shop: Shop, staff: dict[str, Actor], now: datetime, *, actor: Actor) -> None:
    """Open the shop's addresses, let customers write and be answered, and leave each thread as it stands."""
    posts = {address.partition("@")[0]: one for address, one in staff.items()}
    open_desk(shop, posts, actor=actor)
    cares = list[Care]()
    for shelf in BOOK.get(shop.language, ()):
        desk = Desk(open_address(shelf, shop.slug, now, actor=actor), shop, posts, now, actor)
        writers = _writers(shop, shelf)
        talks = sorted(shelf.talks, key=lambda talk: moment_of(talk.lines[-1][1], now, shop.zone))
        cares += [_hold(talk, number, next(writers), desk) for number, talk in enumerate(talks)]
    change_conversations(cares, actor=actor)
    if any(shelf.channel == "sms" for shelf in BOOK.get(shop.language, ())):
        limit_spending(now, actor=actor)


def _writers(shop: Shop, shelf: Shelf) -> Iterator[Writer]:
    """Customers who have such an address, never one twice while there are others; without end."""
    kind, moved = POINTS[shelf.channel], {move.party for move in shop.handovers}
    found = [
        Writer(one.name, point.value, one.unit)
        for one in shop.people
        if one.language.startswith("zh") == shelf.chinese and not one.twin_of and one.ref not in moved
        for point in one.contact_points
        if point.kind == kind
    ]
    Random(f"{shop.slug}:{shelf.address}").shuffle(found)
    return cycle(found)


def _hold(talk: Talk, number: int, writer: Writer, desk: Desk) -> Care:
    """Let everything be said at its time; returns how the thread is left."""
    if talk.stranger:
        writer = Writer(*talk.stranger)
    owner = desk.posts["owner"]
    agent = owner if talk.whose == "owner" else desk.posts.get(f"clerk.{writer.unit}", owner)
    thread = Thread(f"{number}", writer, agent, desk)
    for line in talk.lines:
        at = moment_of(line[1], desk.now, desk.shop.zone)
        with work_as_of(at):
            thread.say(talk, line, at)
    if talk.bounced:
        thread.bounce()
    values: dict[str, Any] = {"tags": list(talk.tags)}
    if talk.whose:
        values["assignee_id"] = agent.member_id
    if talk.end == "closed" and not talk.bounced:
        values["state"] = "closed"
    if talk.end == "snoozed":
        values["snoozed_until"] = desk.now + REST
    return Care(thread.id, values)


class Thread:
    """A conversation while it is filled."""

    def __init__(self, name: str, writer: Writer, agent: Actor, desk: Desk) -> None:
        self.name, self.writer, self.agent, self.desk = name, writer, agent, desk
        self.said = 0
        self.known: UUID | None = None
        self.sent = ""

    @property
    def id(self) -> UUID:
        """The conversation's id, once somebody wrote."""
        if self.known is None:
            raise ValueError("A conversation begins with its customer.")
        return self.known

    def say(self, talk: Talk, line: Line, at: datetime) -> None:
        """Have one line said by who says it."""
        who, _when, text = line
        self.said += 1
        words = text.format(customer=self.writer.name, agent=self.agent.name)
        if who == "staff":
            self._settle(write_message(self.id, words, actor=self.agent), at)
        elif who == "note":
            named = [self.agent.member_id] if self.agent.member_id else []
            note_thread(self.id, words, mentions=named, actor=self.desk.posts["admin"])
        else:
            drawn = draw_cup(chipped=talk.picture == "chipped") if talk.picture and self.said == 1 else b""
            files = (InFile("cup.jpg", "image/jpeg", drawn),) if drawn else ()
            self._hear(talk.subject, words, at, automatic=who == "machine", files=files)

    def _hear(
        self, subject: str, words: str, at: datetime, *, automatic: bool, files: tuple[InFile, ...] = ()
    ) -> None:
        """Take in what came, and carry what was answered by itself."""
        desk, first = self.desk, f"<{self.name}.1.{self.writer.address}>"
        own = f"<{self.name}.{self.said}.{self.writer.address}>"
        taken = take_in(
            desk.account,
            Inbound(
                external_id=own,
                sender=self.writer.address,
                at=at,
                text=words,
                sender_name=self.writer.name,
                subject=subject and (subject if own == first else f"Re: {subject}"),
                reference=own if subject else "",
                references=(first,) if subject and own != first else (),
                automatic=automatic,
                files=files,
            ),
        )
        self.known = taken.conversation_id
        if not subject:
            for message in list_messages(self.known, actor=desk.actor):
                self._settle(message, at)

    def _settle(self, message: MessageLine, at: datetime) -> None:
        """Tell of a message what its channel would: that it was taken, and by telephone that it arrived."""
        if message.delivery is None or message.delivery.state != "waiting":
            return
        desk = self.desk
        self.sent = f"{desk.account.channel}-{message.delivery.id.hex}"
        taken = Accepted((self.sent,), PRICES[desk.account.channel])
        note_outcome(desk.account.tenant_id, message.delivery.id, taken)
        if desk.account.channel in ("sms", "mms"):
            take_report(desk.account, Report("delivered", at + MOMENT, external_id=self.sent))

    def bounce(self) -> None:
        """Report that the last answer came back."""
        code, detail = NOBODY
        said = Report("failed", self.desk.now, "", self.sent, code, detail, permanent=True)
        take_report(self.desk.account, said)
