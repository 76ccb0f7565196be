"""How the parties of a demo shop are reached and what they allow: nothing is given out twice."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from rapport.site.demo.names import Name, give_phone, invent_mailbox
from rapport.site.demo.profiles import Place
from rapport.site.demo.records import Address, Consent, ContactPoint

DAYS = 730
ORIGINS = (
    ("self_registered", "web form, tick box, double opt-in", "form"),
    ("own", "order form at the counter, signed", ""),
    ("purchased", "list of a fair's visitors, contract 2025-14", "list"),
    ("rented", "list rented for the spring campaign", "list"),
)
BY_SMS = (
    ("self_registered", "the word JOIN, sent from this number", "keyword"),
    ("self_registered", "QR code at the counter, sent from this number", "qr"),
)
CHANNELS = {"email": "email", "phone": "sms", "wechat": "messenger"}


@dataclass(slots=True)
class Registry:
    """Gives out mailboxes, phone numbers and addresses of one shop."""

    random: Random
    now: datetime
    mailboxes: int = 0
    phones: Counter[str] = field(default_factory=Counter)

    @property
    def today(self) -> date:
        """The day of the simulation's end."""
        return self.now.date()

    @property
    def start(self) -> datetime:
        """The simulation's first moment, two years before its end."""
        return self.now - timedelta(days=DAYS)

    def give_phone(self, place: Place) -> str:
        """Return the next phone number of the place's country."""
        self.phones[place.country] += 1
        return give_phone(place.country, self.phones[place.country])

    def give_contact_points(self, name: Name, place: Place) -> tuple[ContactPoint, ...]:
        """Return ways to reach a person: most have a mailbox and a phone, a few only one."""
        self.mailboxes += 1
        draw = self.random.random()
        points = []
        if draw < 0.92:
            mailbox = invent_mailbox(self.random, name.plain, self.mailboxes)
            points.append(ContactPoint("email", mailbox, preferred=True, verified=draw < 0.7))
        if draw > 0.25:
            points.append(
                ContactPoint("phone", self.give_phone(place), preferred=draw >= 0.92, verified=draw > 0.6)
            )
        if place.country == "CN" and draw > 0.55:
            points.append(ContactPoint("wechat", f"wx_{name.plain.replace('.', '_')}_{self.mailboxes}"))
        return tuple(points)

    def give_address(self, place: Place) -> Address:
        """Return an address in the place, written as its country writes it."""
        number, street = self.random.randrange(1, 240), self.random.choice(place.streets)
        line = {"zh": f"{street}{number}号", "de": f"{street} {number}"}.get(
            place.speech, f"{number} {street}"
        )
        return Address(line, place.city, place.region, place.postcode, place.country)

    def ask_consents(self, points: tuple[ContactPoint, ...], since: datetime) -> tuple[Consent, ...]:
        """Return what a person allowed, with origin and proof; some took it back later."""
        consents = []
        for point in points:
            if self.random.random() > 0.62:
                continue
            channel = CHANNELS[point.kind]
            ways = (*ORIGINS, *BY_SMS) if channel == "sms" else ORIGINS
            origin, proof, way = self.random.choices(ways, (12, 5, 1, 1, 8, 5)[: len(ways)])[0]
            consents.append(Consent("marketing", channel, True, since, origin, proof, way))
            later = since + timedelta(days=self.random.randrange(1, 400))
            if self.random.random() < 0.14 and later < self.now:
                consents.append(Consent("marketing", channel, False, later, "own", "unsubscribe link"))
        return tuple(consents)
