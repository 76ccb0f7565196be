"""What crosses the room's wall: pieces, what they say, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

Kind = Literal["page", "popup"]
What = Literal["shown", "followed", "closed", "filled"]
KINDS: tuple[Kind, ...] = ("page", "popup")
LOOKED: tuple[What, ...] = ("shown", "followed", "closed")
"""What a browser says of a piece; that it was filled in is known here."""
LANGUAGES = ("en", "zh-hans")


@dataclass(frozen=True, slots=True)
class PieceDraft:
    """A landing page or a pop-up to be; see `SitePiece` for what each means."""

    kind: Kind
    name: str
    slug: str = ""
    form_id: UUID | None = None
    audience: Mapping[str, Any] = field(default_factory=dict)
    who: str = "all"
    did: str = ""
    where: tuple[str, ...] = ()
    moment: str = "after"
    delay: int = 5
    again_days: int = 30
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What a piece says: one of up to three ways (`code`) in one language; `share` is the way's weight."""

    code: str
    language: str
    title: str = ""
    blocks: tuple[Mapping[str, Any], ...] = ()
    share: int = 1


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A piece as it stands; times UTC."""

    id: UUID
    kind: str
    name: str
    slug: str
    state: str
    form_id: UUID | None
    audience: Mapping[str, Any]
    who: str
    did: str
    where: tuple[str, ...]
    moment: str
    delay: int
    again_days: int
    seed: str
    owner_id: UUID | None
    version: int
    created_at: datetime
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one way of saying it: how often it was shown, followed, closed and filled in."""

    code: str
    shown: int = 0
    followed: int = 0
    closed: int = 0
    filled: int = 0


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A line of the list: a piece with how often it was shown and filled in, in all its ways."""

    id: UUID
    name: str
    kind: str
    state: str
    created_at: datetime
    shown: int
    filled: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a browser tells of a piece; `visitor` is the tracker's random id, `who` the word of a letter."""

    code: str
    what: What
    visitor: str = ""
    who: str = ""
