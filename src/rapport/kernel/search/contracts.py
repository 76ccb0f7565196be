"""What rooms hand in to be found, and what a search gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of record that can be found; `kind` is also the kind its permissions name.

    A reader to whom the field `private_field` is hidden finds nothing by a document's `private` text.
    """

    kind: str
    title: Callable[[], str]
    private_field: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a record is found by. `title` is shown and weighs most; `private` is found but not shown.

    Names, e-mail addresses, phone numbers in E.164, order numbers, one after another with blanks between.
    `weight` (-100 to 100) lifts a record among equals: worth, recency. Unit and owner say who may find it.
    """

    kind: str
    record_id: UUID
    title: str
    text: str = ""
    private: str = ""
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; the higher the score the better it fits."""

    kind: str
    record_id: UUID
    title: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Way:
    """One way a text may be found by: the grams its document must have, the patterns its folded text fits."""

    grams: list[int]
    patterns: list[str]
