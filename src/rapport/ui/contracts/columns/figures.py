"""Columns of figures and times: numbers, money, days, ticks and bars."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from rapport.ui.contracts.columns.base import NOTHING, Column, Row, esc
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.rules.dates import write_minute
from rapport.ui.rules.icons import draw_icon

SIZES, TIMES = (_("Smallest first"), _("Largest first")), (_("Oldest first"), _("Newest first"))


@dataclass(frozen=True)
class Number(Column[Row]):
    """A count or measure."""

    digits: int = field(default=0, kw_only=True)
    align = "num"
    usual = 5.5
    ways = SIZES

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        return NOTHING if value is None else viewer.number(value, self.digits)


@dataclass(frozen=True)
class Share(Column[Row]):
    """A share of one, as a percentage."""

    digits: int = field(default=0, kw_only=True)
    align = "num"

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        return NOTHING if value is None else viewer.share(value, self.digits)


@dataclass(frozen=True)
class Money(Column[Row]):
    """Integer minor units with the currency of the row (a text names one currency for all)."""

    currency: Callable[[Row], str] | str = field(kw_only=True)
    align = "num"
    ways = SIZES

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        if value is None:
            return NOTHING
        currency = self.currency if isinstance(self.currency, str) else self.currency(row)
        return viewer.money(value, currency) if currency else NOTHING


@dataclass(frozen=True)
class Day(Column[Row]):
    """A calendar day."""

    ways = TIMES

    def show(self, row: Row, viewer: Viewer) -> str:
        value: date | None = self.read(row)
        return (
            NOTHING if value is None else f'<time datetime="{value.isoformat()}">{viewer.day(value)}</time>'
        )


@dataclass(frozen=True)
class DateTime(Column[Row]):
    """A moment in the viewer's zone; with `ago` in words while it is near."""

    ago: bool = field(default=False, kw_only=True)
    ways = TIMES

    def show(self, row: Row, viewer: Viewer) -> str:
        value: datetime | None = self.read(row)
        if value is None:
            return NOTHING
        text = viewer.ago(value, short=True) if self.ago else viewer.moment(value)
        return f'<time datetime="{write_minute(value)}">{text}</time>'


@dataclass(frozen=True)
class Yes(Column[Row]):
    """A tick where something holds."""

    align = "mid"
    usual = 5.0

    def show(self, row: Row, viewer: Viewer) -> str:
        return (
            f'{draw_icon("check")}<span class="unseen">{esc(self.label)}</span>'
            if self.read(row)
            else NOTHING
        )


@dataclass(frozen=True)
class Meter(Column[Row]):
    """A share of one drawn as a bar."""

    def show(self, row: Row, viewer: Viewer) -> str:
        value = self.read(row)
        if value is None:
            return NOTHING
        bar = f'<meter min="0" max="1" value="{float(value):.3f}" aria-label="{esc(self.label)}"></meter>'
        return f"{bar}{viewer.share(value)}"
