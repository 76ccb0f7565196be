"""Which service a text meets: by words, patterns, nearness; of several the first placed, then the nearest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import Literal
from uuid import UUID

from rapport.collaborative.logic.contracts.service import Definition, When
from rapport.collaborative.logic.rules.nearness import is_near
from rapport.collaborative.logic.rules.patterns import Pattern, read_pattern
from rapport.collaborative.logic.rules.texts import first_number, plain, tell_language

Met = Literal["word", "pattern", "near", "any"]
_ORDER: Mapping[Met, int] = {"word": 0, "pattern": 1, "near": 2, "any": 3}


@dataclass(frozen=True, slots=True)
class Service:
    """A service as rules weigh it; `number` is its version, 0 for a draft that is tried."""

    id: UUID
    name: str
    position: int
    number: int
    version_id: UUID | None
    definition: Definition


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote, read once: `wish` is stop, start or yes where the whole text means that, `way` is
    `qr` where a QR code wrote it."""

    text: str
    channel: str = ""
    account_id: UUID | None = None
    wish: str = ""
    way: str = ""
    plain: str = field(init=False)
    number: Decimal | None = field(init=False)
    language: str = field(init=False)

    def __post_init__(self) -> None:
        """Read the text."""
        object.__setattr__(self, "plain", plain(self.text))
        object.__setattr__(self, "number", first_number(self.text))
        object.__setattr__(self, "language", tell_language(self.text))


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment in the business's zone, and whether it works then."""

    at: datetime
    open: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A service a text meets: how, by which word, and what of the text came after it; `whole`: nothing."""

    service: Service
    met: Met
    word: str
    rest: str
    whole: bool = False


class Book:
    """The services of a business made ready: words are looked up, not tried one after the other."""

    def __init__(self, services: Sequence[Service]) -> None:
        self.services = {one.id: one for one in services}
        self.words: dict[str, list[tuple[Service, str]]] = {}
        self.near: list[tuple[Service, str]] = []
        self.patterns: list[tuple[Service, str, Pattern]] = []
        self.others: list[Service] = []
        self.longest = 1
        for one in services:
            self._add(one)

    def _add(self, service: Service) -> None:
        when = service.definition.when
        if when.how == "any":
            self.others.append(service)
        for given in when.words if when.how != "any" else ():
            if when.how == "pattern":
                self.patterns.append((service, given, read_pattern(given)))
            elif word := plain(given):
                self.words.setdefault(word, []).append((service, word))
                self.longest = max(self.longest, len(word))
                if when.how == "fuzzy":
                    self.near.append((service, word))

    def list_hits(self, said: Said, clock: Clock) -> list[Hit]:
        """Return every service the text meets and whose bounds hold, the best first, each once.

        Conditions of customers are asked by the caller, who has the customers.
        """
        found: dict[UUID, Hit] = {}
        for hit in sorted(self._find(said), key=_rank):
            if hit.service.id not in found and holds(hit.service.definition.when, said, clock):
                found[hit.service.id] = hit
        return list(found.values())

    def find_whole(self, said: Said, clock: Clock) -> Hit | None:
        """Return the service whose keyword the text is, with nothing beside."""
        return next((hit for hit in self.list_hits(said, clock) if hit.met == "word" and hit.whole), None)

    def _find(self, said: Said) -> Iterator[Hit]:
        text = said.plain
        for word in self._beginnings(text):
            for service, known in self.words.get(word, ()):
                yield Hit(service, "word", known, text[len(word) :].strip(), whole=word == text)
        for service, given, pattern in self.patterns:
            if pattern.fits(text):
                yield Hit(service, "pattern", given, text)
        first, _, rest = text.partition(" ")
        for service, word in self.near:
            if is_near(text, word):
                yield Hit(service, "near", word, "")
            elif is_near(first, word):
                yield Hit(service, "near", word, rest)
        for service in self.others:
            yield Hit(service, "any", "", text)

    def _beginnings(self, text: str) -> Iterator[str]:
        """What a keyword may be of a text: its first words; of writing without spaces, its first letters."""
        yield text
        for at in range(1, min(len(text), self.longest + 1)):
            if text[at] == " " or _is_unspaced(text[at - 1]):
                yield text[:at].rstrip()


def _is_unspaced(letter: str) -> bool:
    """Whether words are written without spaces between in this letter's script."""
    return "\u3040" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0e7f"


def _rank(hit: Hit) -> tuple[int, int, int, str, str]:
    service = hit.service
    return (service.position, _ORDER[hit.met], -len(hit.word), service.name, service.id.hex)


def holds(when: When, said: Said, clock: Clock) -> bool:
    """Tell whether all bounds of a service hold: channel, number written to, language, number, time."""
    return (
        when.channel in ("", said.channel)
        and when.account_id in (None, said.account_id)
        and when.language in ("", said.language)
        and _is_between(said.number, when.low, when.high)
        and (when.hours == "always" or (when.hours == "open") == clock.open)
        and _is_within(clock.at.time(), when.begins, when.ends)
    )


def _is_between(number: Decimal | None, low: Decimal | None, high: Decimal | None) -> bool:
    """Tell whether a number lies between two; without any bound none is needed."""
    if low is None and high is None:
        return True
    return number is not None and (low is None or number >= low) and (high is None or number <= high)


def _is_within(at: time, begins: str, ends: str) -> bool:
    """Tell whether a time of day lies between two; where the end is the earlier, past midnight."""
    if not begins or not ends:
        return True
    start, end = time.fromisoformat(begins), time.fromisoformat(ends)
    return start <= at < end if start <= end else at >= start or at < end
