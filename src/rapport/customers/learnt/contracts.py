"""What is told of a model in use, and the protocol of the rooms that keep one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol
from uuid import UUID

from rapport.kernel.identity.api import Actor

Better = Literal["less", "more"]


class Use(StrEnum):
    """Whether a model is gone by."""

    IN_USE = "in_use"
    WAITING = "waiting"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Judged:
    """How good a model was on data it had not seen: its figure beside its rival's, in the same unit.

    `measure` and `rival` are words in the reader's language; `better` says whether less or more of it is
    good; `share` whether it is read as percent.
    """

    measure: str
    value: float
    rival: str
    naive: float
    better: Better = "less"
    share: bool = False

    @property
    def gain(self) -> float:
        """By which share of the rival's figure it is better; below nought where it is worse; beside a
        rival at nought the step itself."""
        step = (self.naive - self.value) if self.better == "less" else (self.value - self.naive)
        return step / (abs(self.naive) or 1.0)


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed since it was judged, as a sentence in the reader's language; `moved` where it is no longer
    to be trusted as it was."""

    text: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One time a model was learnt, which may be put to use."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A model as its room tells it: words are in the reader's language, moments UTC.

    `key` names it for ever (`churn`, `mood-mood-en`), `before` is the version one may go back to, `waiting` a
    newer one that may be put to use. `chosen_by` is the member who put this version to use, empty where the
    nightly comparison did; `held` where newer ones wait until somebody lets the best take over. `why` says
    why nothing is said, or why there is no way back.
    """

    key: str
    room: str
    title: str
    says: str
    href: str
    use: Use
    version: str = ""
    method: str = ""
    learnt_at: datetime | None = None
    learnt_from: str = ""
    judged: Judged | None = None
    drift: Drift | None = None
    chosen_by: UUID | None = None
    chosen_at: datetime | None = None
    held: bool = False
    before: Version | None = None
    waiting: Version | None = None
    why: str = ""


class ModelKeeper(Protocol):
    """A room that learns: what it goes by, and how another version is put to use.

    Each door asks for the room's own rights; `list_models` tells nothing where the reader may not see it.
    """

    def list_models(self, actor: Actor) -> Sequence[ModelCard]:
        """Return the models of this room the actor may see, in a few queries."""

    def use_version(self, key: str, version_id: UUID, *, actor: Actor) -> None:
        """Put a version of a model to use, an older one or one that waits; the actor's choice is kept.

        Raises `Missing`, `Forbidden`, `Clash` where that version cannot be used.
        """

    def let_go(self, key: str, *, actor: Actor) -> None:
        """Let the best version take over by itself again; raises `Forbidden`, `Clash` where versions of this
        model are never held."""
