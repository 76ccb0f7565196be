"""What a report looks like apart from any page: blocks that are laid out on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Form = Literal["pdf", "png", "xlsx", "csv"]
FORMS: tuple[Form, ...] = ("pdf", "png", "xlsx", "csv")
MEDIA: dict[Form, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what is to be said under it, and how it changed (already written)."""

    value: str
    note: str = ""
    change: str = ""
    welcome: bool | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG with its size in pixels; places that are named in it are its own."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: heads, which columns are numbers, rows of written cells, how many rows were left out."""

    heads: Sequence[str]
    numbers: Sequence[bool]
    rows: Sequence[Sequence[str]]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a report: its title, how many of twelve columns wide, what it shows, a word under it."""

    title: str
    width: int
    body: Figure | Picture | Sheet | None
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report: title, the line under it, blocks in order, what stands at the foot of each page."""

    title: str
    lead: str
    blocks: tuple[Block, ...]
    foot: str
