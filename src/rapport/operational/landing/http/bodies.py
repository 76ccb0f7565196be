"""What programs send and get of landing pages and pop-ups."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import FILLED, Answer, Body

Name = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=160)]
Slug = Annotated[str, StringConstraints(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=60)]
Path = Annotated[str, StringConstraints(pattern=r"^/[^\x00-\x20<>\"#?\x7f-\x9f]*$", max_length=200)]
Language = Literal["en", "zh-hans"]
_BLOCKS: list[Any] = [{"kind": "text", "text": "Ten letters a year, never more."}]
_WORDS: JsonDict = {"language": "en", "title": "Tea news", "blocks": _BLOCKS}
_EXAMPLE: JsonDict = {
    "kind": "popup",
    "name": "Newsletter",
    "moment": "after",
    "delay": 10,
    "words": [_WORDS],
}


class WordsIn(Body):
    """One way of saying it (`code` A, B or C) in one language; `share` is the way's weight in the test."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_WORDS]})

    code: Literal["A", "B", "C"] = "A"
    language: Language
    title: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)] = ""
    blocks: Annotated[list[dict[str, str]], Field(max_length=40, default_factory=list)]
    share: Annotated[int, Field(ge=1, le=100)] = 1


class PieceChange(Body):
    """What of a landing page or pop-up changes; what is left out stays.

    `slug` stands at the end of its address. Pop-ups: `where` are paths, `*` for anything; `audience` is a
    filter over customers, asked where `who` is `known`; `delay` seconds, or percent where `moment` is
    `scrolled`; `again_days` 0 never shows it again.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"again_days": 7}]})

    name: Name = "-"
    slug: Slug = ""
    form_id: UUID | None = None
    audience: Annotated[dict[str, Any], Field(default_factory=dict)]
    who: Literal["all", "known", "unknown"] = "all"
    did: Literal["", "back", "looked", "cart"] = ""
    where: Annotated[list[Path], Field(default_factory=list, max_length=30)]
    moment: Literal["after", "scrolled", "leaving"] = "after"
    delay: Annotated[int, Field(ge=0, le=100)] = 5
    again_days: Annotated[int, Field(ge=0, le=366)] = 30
    owner_id: UUID | None = None


class PieceIn(PieceChange):
    """A landing page or pop-up to be; it is a draft until it is shown."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    kind: Literal["page", "popup"]
    name: Name
    words: Annotated[list[WordsIn], Field(default_factory=list, max_length=6)]


class AllWordsIn(Body):
    """All that a landing page or pop-up says."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"words": [_WORDS]}]})

    words: Annotated[list[WordsIn], Field(min_length=1, max_length=6)]


class PieceStateIn(Body):
    """Whether visitors see it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"state": "live"}]})

    state: Literal["draft", "live", "paused"]


class WordsOut(Answer):
    """One way of saying it in one language."""

    code: str
    language: str
    title: str
    blocks: list[dict[str, Any]]
    share: int


class PieceOut(Answer):
    """A landing page or pop-up; times UTC."""

    id: UUID
    kind: str
    name: str
    slug: str
    state: str
    form_id: UUID | None
    audience: dict[str, Any]
    who: str
    did: str
    where: list[str]
    moment: str
    delay: int
    again_days: int
    owner_id: UUID | None
    created_at: datetime
    words: list[WordsOut]


class FiguresOut(Answer):
    """What came of one way of saying it; `rate` is its share filled in less that of the first way.

    `sure` says whether a difference is shown, at whatever moment and however often it is asked.
    """

    code: str
    shown: int
    followed: int
    closed: int
    filled: int
    rate: float | None
    low: float | None
    high: float | None
    sure: bool
