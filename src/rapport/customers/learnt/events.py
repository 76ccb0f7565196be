"""Facts about models."""

from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class ModelChosen(Fact, frozen=True, kw_only=True):
    """A member put a version of a model to use, or let the best take over by itself again (`version_id` is
    empty then). `key` names the model; who it was is the fact's actor."""

    name: ClassVar[str] = "model.chosen.v1"
    subject_kind: ClassVar[str] = "model"
    subject_field: ClassVar[str] = "choice_id"

    choice_id: UUID
    key: str
    version_id: UUID | None
