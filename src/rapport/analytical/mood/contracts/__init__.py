"""Records that cross the room's wall."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Feeling(StrEnum):
    """How somebody feels who wrote a text."""

    UNHAPPY = "unhappy"
    NEUTRAL = "neutral"
    HAPPY = "happy"


class Aspect(StrEnum):
    """What is read in a text, and what a labelled set teaches."""

    MOOD = "mood"
    TOPIC = "topic"
    INTENT = "intent"


class ModelState(StrEnum):
    """Where a model is in its life."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETIRED = "retired"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why nothing was learnt from labelled texts."""

    FEW = "few"
    ONE_CLASS = "one-class"
    NO_BETTER = "no-better"


@dataclass(frozen=True, slots=True)
class LabelError:
    """How well one label is found among texts held out: precision, recall and their harmonic mean."""

    label: str
    texts: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class ReadingErrors:
    """What was read beside what is right, on texts held out in turn (five folds).

    `majority` is the accuracy of always saying the most frequent label, `by_words` that of words alone.
    """

    texts: int
    accuracy: float
    macro_f1: float
    majority: float
    by_words: float
    labels: tuple[LabelError, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one text: `score` from -1 (unhappy) to 1 (happy); empty where nothing is said."""

    language: str
    mood: str
    score: float
    topics: tuple[str, ...]
    intent: str
    reader: str


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A review or a post from another system; `system` and `external_id` name it for ever, `at` is UTC."""

    external_id: str
    text: str
    at: datetime
    kind: str = "review"
    system: str = ""
    channel: str = ""
    party_id: UUID | None = None
    sku: str = ""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text that was read, as a reader may see it: words that are not theirs to see are empty."""

    id: UUID
    kind: str
    channel: str
    party_id: UUID | None
    name: str
    conversation_id: UUID | None
    sku: str
    at: datetime
    text: str
    language: str
    mood: str
    score: float
    topics: tuple[str, ...]
    intent: str
    reader: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class ModelView:
    """One time a model was learnt, or the refusal."""

    id: UUID
    number: int
    aspect: str
    language: str
    state: ModelState
    refusal: Refusal | None
    as_of: datetime
    errors: ReadingErrors | None
    snapshot: Mapping[str, object]
    approved_at: datetime | None
    approved_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class SetView:
    """A labelled set with how many texts each label has."""

    id: UUID
    name: str
    aspect: str
    language: str
    created_at: datetime
    labels: Mapping[str, int] = field(default_factory=dict)

    @property
    def texts(self) -> int:
        """How many texts it has."""
        return sum(self.labels.values())


@dataclass(frozen=True, slots=True)
class Week:
    """Texts of a week (its Monday, in the business's zone) by mood; silent ones are left out."""

    day: date
    unhappy: int
    neutral: int
    happy: int

    @property
    def texts(self) -> int:
        """How many told how somebody feels."""
        return self.unhappy + self.neutral + self.happy

    @property
    def share(self) -> float:
        """The share of unhappy ones."""
        return self.unhappy / self.texts if self.texts else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Texts of a topic, a product or a channel: all, and the unhappy ones."""

    key: str
    texts: int
    unhappy: int

    @property
    def share(self) -> float:
        """The share of unhappy ones."""
        return self.unhappy / self.texts if self.texts else 0.0


@dataclass(frozen=True, slots=True)
class CustomerMoodView:
    """How a customer feels by what they said lately: the last mood, topic and intent, and how many texts."""

    party_id: UUID
    mood: str
    score: float
    topic: str
    intent: str
    texts: int
    unhappy: int
    at: datetime
