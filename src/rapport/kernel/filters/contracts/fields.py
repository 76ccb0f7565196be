"""What rooms say about the fields and relations that can be asked about, and what is answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from rapport.kernel.filters.contracts.tree import Condition
from rapport.kernel.identity.contracts import Actor

FieldType = Literal["text", "number", "money", "date", "instant", "boolean", "choice", "reference", "tags"]
Label = object
"""A text, or a lazy one; read by `str`."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: its value in filters, and its word."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Column:
    """A field reached in a column of the record's own table; of money, `currency` names the other one.

    `only` is the condition (look-ups of the query) under which the column says anything, as a partial index
    has it: without orders there is no last one.
    """

    name: str
    currency: str = ""
    only: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Through:
    """A field reached in rows beside the record, several perhaps: `rows()` is their query, `link` holds the
    record's id, `column` the value.
    """

    rows: Callable[[], Any]
    link: str
    column: str


def keep(text: str) -> str:
    """Leave a value as it is written."""
    return text


@dataclass(frozen=True, slots=True)
class FilterField:
    """A field of a kind of record one may ask about.

    `rule` is the field's name in the rules of roles (its own where empty), `ruled` the kind whose rules those
    are where the field is another record's. `options(actor)` of a choice, of
    tags or of a reference are asked for when needed. `normal` turns a text into the form the column holds.
    `read` gives the value as it is written, for pure matching: None for nothing, several for a field of many
    (without it the record's item or attribute of this name is taken). `searched` is the column of the text as
    it is written where that text is part of the record's search document: then `contains` is offered.
    `indexed`: an index serves the comparison. `whole`: a number without a fraction, up to `most`. `target` is
    the kind a reference points at. `stored` turns a choice into what the column holds where that is another.
    `yearly`: a day that comes round each year, such as a birthday, and can be asked about as one.
    """

    name: str
    label: Label
    type: FieldType
    reach: Column | Through
    rule: str = ""
    options: Callable[[Any], Sequence[Option]] | None = None
    normal: Callable[[str], str] = keep
    read: Callable[[Any], Any] | None = None
    searched: str = ""
    indexed: bool = False
    whole: bool = True
    most: int = 2**31 - 1
    target: str = ""
    group: Label = ""
    stored: Callable[[str], Any] | None = None
    yearly: bool = False
    ruled: str = ""

    def is_seen(self, kind: str, actor: Actor) -> bool:
        """Whether the actor's roles show the field of a kind."""
        return actor.may_see(self.ruled or kind, self.rule or self.name)


@dataclass(frozen=True, slots=True)
class Relation:
    """Records of another kind tied to this one: those whose `there` holds what this record's `here` does.

    `rule` is the field whose hiding hides the relation. `within`: the tied rows are part of the record, so
    that whoever may see it may ask about them. `read` gives the tied records for pure matching (the record's
    item or attribute of this name otherwise).
    """

    name: str
    label: Label
    kind: str
    there: str
    here: str = "id"
    rule: str = ""
    within: bool = False
    read: Callable[[Any], Sequence[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Records that have the same in a field: what that is in words, how many they are, their sums (of each
    money field, by currency, in minor units), and the condition that finds exactly them.
    """

    label: str
    count: int
    sums: Mapping[str, Mapping[str, int]]
    where: Condition


@dataclass(frozen=True, slots=True)
class Added:
    """What the values of a field add up to (money in minor units), and how many there are."""

    total: int
    count: int


@dataclass(frozen=True, slots=True)
class FilterKind:
    """A kind of record that can be filtered: `rows(actor)` are those the actor may see, as a query.

    An `inner` kind is part of another's records and is asked about by a relation alone.
    """

    kind: str
    label: Label
    rows: Callable[[Any], Any]
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a filter is read under: the moment (UTC), the business's zone and currency, and who asks.

    The actor is “me”; `units_under` gives a unit and all below it; `contains` is how search finds words.
    """

    now: datetime
    zone: str = "UTC"
    currency: str = ""
    actor: Actor | None = None
    units_under: Callable[[UUID], Sequence[UUID]] = field(default=lambda unit: (unit,))
    contains: Callable[[str, str], bool] = field(default=lambda text, words: words in text)

    @property
    def today(self) -> date:
        """The day it is in the business's zone."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency (ISO 4217)."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days or of moments: from `start` to before `end`; None is without end."""

    start: Any = None
    end: Any = None
    closed: bool = False  # `end` itself belongs to it, `start` as well
    open_start: bool = False  # `start` itself does not


@dataclass(frozen=True, slots=True)
class Test:
    """A condition understood: its field, operator, and values in the field's type."""

    field: FilterField
    operator: str
    values: tuple[Any, ...] = ()

    __test__ = False
