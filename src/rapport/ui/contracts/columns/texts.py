"""Columns of words: text, links, people, badges, tags, and what a room draws itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.ui.contracts.columns.base import (
    NOTHING,
    Column,
    Label,
    Row,
    Tone,
    esc,
    shorten,
    write_text,
)
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.rules.icons import draw_icon
from rapport.ui.rules.names import hue_of, write_initials


@dataclass(frozen=True)
class Text(Column[Row]):
    """Plain text, cut with an ellipsis where there is no room."""

    usual = 12.0


@dataclass(frozen=True)
class Muted(Column[Row]):
    """Secondary text."""


@dataclass(frozen=True)
class Link(Column[Row]):
    """Text leading somewhere; the first Link of a row is where Enter goes."""

    href: Callable[[Row], str] = field(kw_only=True)
    icon: str = field(default="", kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        text = write_text(value) if value not in (None, "") else "—"
        icon = draw_icon(self.icon) if self.icon else ""
        return f'<a href="{esc(self.href(row))}">{icon}{text}</a>'


@dataclass(frozen=True)
class Person(Link[Row]):
    """A name with its initials, leading to the person or company."""

    company: Callable[[Row], bool] | None = field(default=None, kw_only=True)
    usual = 15.0

    def show(self, row: Row, viewer: Viewer) -> str:
        name = shorten(str(self.read(row) or ""))
        square = " company" if self.company is not None and self.company(row) else ""
        initials = esc(write_initials(name))
        return (
            f'<a href="{esc(self.href(row))}"><span class="avatar{square}" data-hue="{hue_of(name)}" '
            f'aria-hidden="true">{initials}</span><bdi>{esc(name) or "—"}</bdi></a>'
        )


@dataclass(frozen=True)
class Badge(Column[Row]):
    """A state in one word; `tones` maps raw values to a colour, `labels` to words people read."""

    tones: Mapping[Any, Tone] = field(default_factory=dict, kw_only=True)
    labels: Mapping[Any, Label] = field(default_factory=dict, kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        if value is None or value == "":
            return NOTHING
        return draw_badge(self.labels.get(value, value), self.tones.get(value, "plain"))


@dataclass(frozen=True)
class Tags(Column[Row]):
    """Several short words; past `most` the rest is counted."""

    most: int = field(default=2, kw_only=True)
    usual = 10.0

    def show(self, row: Row, viewer: Viewer) -> str:
        tags: list[Any] = list(self.read(row) or ())
        if not tags:
            return NOTHING
        shown = "".join(
            [
                f'<span class="tag" data-hue="{hue_of(str(tag))}">{esc(shorten(str(tag), 40))}</span>'
                for tag in tags[: self.most]
            ]
        )
        more = f'<span class="tag more">+{len(tags) - self.most}</span>' if len(tags) > self.most else ""
        return f"{shown}{more}"


@dataclass(frozen=True)
class Country(Column[Row]):
    """A country by its name in the reader's language, read as its ISO 3166-1 code."""

    def show(self, row: Row, viewer: Viewer) -> str:
        code = self.read(row)
        return write_text(viewer.country(code)) if code else NOTHING


@dataclass(frozen=True)
class Custom(Column[Row]):
    """A cell drawn by the room itself; `draw` must return safe HTML (build it with format_html)."""

    draw: Callable[[Row, Viewer], str] = field(kw_only=True)

    def show(self, row: Row, viewer: Viewer) -> str:
        return str(esc(self.draw(row, viewer)))


def draw_badge(text: object, tone: str = "plain") -> str:
    """A badge as safe HTML."""
    return f'<span class="badge" data-tone="{esc(tone)}">{esc(text)}</span>'


def draw_tag(text: object) -> str:
    """A tag as safe HTML, its colour from its text."""
    return f'<span class="tag" data-hue="{hue_of(str(text))}">{esc(text)}</span>'
