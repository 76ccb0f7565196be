"""What /mood takes and answers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from rapport.analytical.mood.contracts import Aspect, Feeling, ModelState, Refusal, TextRow
from rapport.kernel.rest.api import Answer, Body, CursorText, Limit, Moment, Name

Language = Literal["en", "zh"]
Short = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]
Sku = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$")]
LabelText = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00]*$")]
OtherLabel = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00]*$")]


class TextIn(Body):
    """A review or a post, known by kind, system and external id; `at` is when it was written."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "external_id": "r-1001",
                    "system": "shop",
                    "text": "Fresh tea, and it came on time.",
                    "at": "2026-03-01T10:00:00Z",
                    "sku": "TEA-001",
                }
            ]
        },
    )

    external_id: Name
    text: Words
    at: Moment
    kind: Literal["review", "post"] = "review"
    system: Short = ""
    channel: Annotated[str, StringConstraints(max_length=20, pattern=r"^[^\x00]*$")] = ""
    customer_id: UUID | None = None
    sku: Sku = ""


class TextOut(Answer):
    """A text with what was read in it. `text` is empty where its conversation is not yours to see; `score`
    runs from -1 (unhappy) to 1 (happy); `reader` is the number of a model, or `words`."""

    id: UUID
    kind: str
    channel: str
    customer_id: UUID | None
    conversation_id: UUID | None
    sku: str
    at: Moment
    text: str
    language: str
    mood: str
    score: float
    topics: list[str]
    intent: str
    reader: str
    corrected: bool


class CorrectionIn(Body):
    """What is right about a text; what is left out stays as it was read."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"mood": "unhappy"}]})

    mood: Feeling | None = None
    topic: OtherLabel = ""
    intent: OtherLabel = ""


class CustomerMoodOut(Answer):
    """How a customer feels by what they said within a hundred days; `at` is the last text that told."""

    party_id: UUID
    mood: str
    score: float
    topic: str
    intent: str
    texts: int
    unhappy: int
    at: Moment


class SetIn(Body):
    """A labelled set of one aspect and language."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Reviews", "aspect": "mood", "language": "en"}]},
    )

    name: Annotated[Name, StringConstraints(max_length=80)]
    aspect: Aspect
    language: Language


class SetOut(Answer):
    """A labelled set with how many texts each label has."""

    id: UUID
    name: str
    aspect: str
    language: str
    created_at: Moment
    labels: dict[str, int]


class PairIn(Body):
    """A text with its label; labels of mood are unhappy, neutral and happy."""

    text: Words
    label: LabelText


class PairsIn(Body):
    """Labelled texts; one that is there gets its new label."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"texts": [{"text": "Lovely tea", "label": "happy"}]}]},
    )

    texts: Annotated[list[PairIn], Field(min_length=1, max_length=10_000)]


class TaughtOut(Answer):
    """How many texts were taken."""

    taken: int


class LearnIn(Body):
    """What is to be learnt."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"aspect": "mood", "language": "en"}]}
    )

    aspect: Aspect
    language: Language


class LearningOut(Answer):
    """The job that learns."""

    job_id: UUID


class LabelErrorOut(Answer):
    """How well one label is found."""

    label: str
    texts: int
    precision: float
    recall: float
    f1: float


class ReadingErrorsOut(Answer):
    """Accuracy and mean F1 on texts held out (five folds), beside the accuracy of always saying the most
    frequent label (`majority`) and that of words alone (`by_words`)."""

    texts: int
    accuracy: float
    macro_f1: float
    majority: float
    by_words: float
    labels: list[LabelErrorOut]


class MoodModelOut(Answer):
    """One time reading was learnt; `snapshot` has the texts, their SHA-256, seed, folds and code."""

    id: UUID
    number: int
    aspect: str
    language: str
    state: ModelState
    refusal: Refusal | None
    as_of: Moment
    errors: ReadingErrorsOut | None
    snapshot: dict[str, object]
    approved_at: Moment | None


class TextFilter(Body):
    """What a list of texts may be narrowed by."""

    cursor: CursorText | None = None
    limit: Limit = 50
    mood: Feeling | None = None
    topic: OtherLabel = ""
    sku: Sku = ""


def write_text(row: TextRow) -> TextOut:
    """Write a text as programs read it."""
    return TextOut(
        id=row.id,
        kind=row.kind,
        channel=row.channel,
        customer_id=row.party_id,
        conversation_id=row.conversation_id,
        sku=row.sku,
        at=row.at,
        text=row.text,
        language=row.language,
        mood=row.mood,
        score=row.score,
        topics=list(row.topics),
        intent=row.intent,
        reader=row.reader,
        corrected=row.corrected,
    )
