"""What members say of figures, and whom they call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

MENTIONED, ANSWERED = "report.mentioned", "report.answered"
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """What is spoken of: a dashboard by its name, or a question by its address; one of both."""

    board: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment (UTC). `thread_id` is the comment it answers; a removed one that was answered has no body.

    `mine` are those the reader may take away.
    """

    id: UUID
    place: Place
    thread_id: UUID | None
    body: str
    mentions: tuple[UUID, ...]
    author_id: UUID | None
    author_name: str
    created_at: datetime
    removed: bool
    mine: bool
