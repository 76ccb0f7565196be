"""What became of a demo campaign's letters: some bounce, programs look at once, people later or never."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from rapport.collaborative.delivery.api import Fate
from rapport.customers.consent.api import ConsentDraft
from rapport.operational.marketing.api import Answer, Handed
from rapport.site.demo.mailings import Mailing

BOUNCES, BUSY = 0.02, 0.008
"""Shares of letters whose address is dead, and of those whose mailbox took nothing for too long."""
OPENS, BUYER_OPENS, FOLLOWS, BUYER_FOLLOWS = 0.3, 0.7, 0.25, 0.6
"""Shares that open, and of those that follow a link; who bought meanwhile does more often."""
MOST = 0.95
FETCHED, SCANNED, LEAVES = 0.14, 0.03, 0.03
"""Shares of letters a program opens, whose links a program follows, and of readers who want no more."""
HOURS = 9.0
"""After so many hours on average a letter is opened."""
DEAD = ("5.1.1", "550 5.1.1 Mailbox unavailable")
FULL = ("4.2.2", "452 4.2.2 Mailbox full, gave up after five days")


@dataclass(frozen=True, slots=True)
class Past:
    """When a campaign began, until when there is a past, and when each customer bought."""

    begin: datetime
    now: datetime
    bought: Mapping[UUID, Sequence[datetime]]


class Readers:
    """Draws what became of one campaign's letters: the same for the same customers in the same order."""

    def __init__(self, mailing: Mailing, past: Past) -> None:
        self.past, self.random = past, Random(mailing.name)
        self.until = past.begin + timedelta(days=mailing.window)
        self.pulls = dict(zip("ABCDE", (one.pull for one in mailing.letters), strict=False))
        self.links = mailing.count_links()

    def draw_fate(self, letter: Handed) -> Fate:
        """Return whether a letter arrived."""
        lot = self.random.random()
        if lot < BOUNCES:
            return Fate(letter.delivery_id, "failed", *DEAD, dead=True)
        if lot < BOUNCES + BUSY:
            return Fate(letter.delivery_id, "failed", *FULL)
        return Fate(letter.delivery_id, "delivered")

    def read(self, letter: Handed) -> Iterator[Answer]:
        """Yield what programs and people do with a letter that arrived."""
        begin, random = self.past.begin, self.random
        if random.random() < FETCHED:
            yield Answer(letter, begin + timedelta(seconds=2), machine=True)
        if random.random() < SCANNED:
            for link in range(1, self.links + 1):
                yield Answer(letter, begin + timedelta(seconds=3), link, machine=True)
        buys = any(begin <= at < self.until for at in self.past.bought.get(letter.party_id, ()))
        if random.random() >= min((BUYER_OPENS if buys else OPENS) * self.pulls[letter.variant], MOST):
            return
        opened = begin + timedelta(minutes=1, hours=random.expovariate(1 / HOURS))
        yield Answer(letter, opened)
        if random.random() < (BUYER_FOLLOWS if buys else FOLLOWS):
            after = timedelta(seconds=random.randrange(8, 240))
            yield Answer(letter, opened + after, random.randrange(self.links) + 1)

    def leave(self, answers: Sequence[Answer]) -> list[ConsentDraft]:
        """Return the withdrawals of readers who want no more: people who opened a letter."""
        looked = [one for one in answers if not one.machine and not one.link]
        return [_withdraw(one) for one in looked if self.random.random() < LEAVES]


def _withdraw(answer: Answer) -> ConsentDraft:
    return ConsentDraft(
        party_id=answer.letter.party_id,
        purpose="marketing",
        channel="email",
        given=False,
        at=answer.at,
        origin="self",
        proof="unsubscribe link",
        source="unsubscribe",
        contact=answer.letter.address,
    )
