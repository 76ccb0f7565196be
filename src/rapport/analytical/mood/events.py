"""Facts about how customers feel."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class MoodRead(Fact, frozen=True, kw_only=True):
    """Something a customer said was read (`at` UTC, when it was said); the words stay where they are.

    `score` runs from -1 (unhappy) to 1 (happy); `mood` is empty where nothing is said; `reader` is the number
    of the model, or `words`.
    """

    name: ClassVar[str] = "mood.read.v1"
    subject_kind: ClassVar[str] = "mood_text"
    subject_field: ClassVar[str] = "text_id"

    text_id: UUID
    kind: str
    channel: str
    customer_id: UUID | None
    conversation_id: UUID | None
    sku: str
    language: str
    mood: str
    score: float
    topics: list[str]
    intent: str
    reader: str
    at: datetime


class MoodLearnt(Fact, frozen=True, kw_only=True):
    """Reading was learnt from labelled sets, or not and why; accuracies are of texts held out."""

    name: ClassVar[str] = "mood.learnt.v1"
    subject_kind: ClassVar[str] = "mood_model"
    subject_field: ClassVar[str] = "model_id"

    model_id: UUID
    number: int
    aspect: str
    language: str
    state: str
    refusal: str
    texts: int
    accuracy: float | None
    by_words: float | None


class MoodRose(Fact, frozen=True, kw_only=True):
    """More people were unhappy within seven days than in the twelve weeks before: in all texts, or those of a
    `topic`, a product (`sku`) or a `channel`, which `key` names. `chance` is how likely chance does that."""

    name: ClassVar[str] = "mood.rose.v1"
    subject_kind: ClassVar[str] = "mood_rise"
    subject_field: ClassVar[str] = "rise_id"

    rise_id: UUID
    by: str
    key: str
    people: int
    unhappy: int
    before: int
    unhappy_before: int
    chance: float
