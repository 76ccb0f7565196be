"""What a letter says, and what the mailbox shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Button:
    """Where a letter leads: a label and a full address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language: plain sentences, at most one button, a line in small print."""

    subject: str
    paragraphs: tuple[str, ...]
    button: Button | None = None
    small: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels with a letter: its name, its media type (`application/pdf`), its bytes."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a letter: `waiting`, `sent`, `failed` or `kept`, and the last error."""

    status: str
    error: str


@dataclass(frozen=True, slots=True)
class MailLine:
    """A letter as the mailbox shows it; `text` is empty once it was sent."""

    id: UUID
    to: str
    subject: str
    text: str
    status: str
    error: str
    created_at: datetime
