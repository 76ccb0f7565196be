"""Who looks at a page: language, locale and zone, the only things a cell may depend on besides its row."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from rapport.kernel import places
from rapport.ui.rules import dates, money, numbers


@dataclass(frozen=True, slots=True)
class Viewer:
    """The reader of a page; `now` is fixed once so one page shows one moment."""

    locale: str = "en"
    zone: tzinfo = UTC
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    @property
    def today(self) -> date:
        """The calendar day where the viewer is."""
        return self.now.astimezone(self.zone).date()

    def money(self, minor: int, currency: str) -> str:
        """Minor units in the viewer's locale."""
        return money.write_money(minor, currency, self.locale)

    def money_short(self, minor: int, currency: str) -> str:
        """A rounded amount for tiles."""
        return money.write_money_short(minor, currency, self.locale)

    def country(self, code: str) -> str:
        """A country's name by its ISO 3166-1 code."""
        return places.write_country(code, self.locale)

    def language(self, tag: str) -> str:
        """A language's name by its tag."""
        return places.write_language(tag, self.locale)

    def countries(self) -> tuple[tuple[str, str], ...]:
        """Every country as (code, name), to choose from."""
        return places.list_countries(self.locale)

    def languages(self) -> tuple[tuple[str, str], ...]:
        """Languages as (tag, name), to choose from."""
        return places.list_languages(self.locale)

    def amount(self, major: Decimal, currency: str) -> str:
        """A decimal amount of a currency in the viewer's locale."""
        return money.write_amount(major, currency, self.locale)

    def price(self, value: Decimal, currency: str) -> str:
        """The price of one piece in the viewer's locale."""
        return money.write_price(value, currency, self.locale)

    def number(self, value: int | float, digits: int = 2) -> str:
        """A number with the locale's separators."""
        return numbers.write_number(value, self.locale, digits)

    def share(self, value: float, digits: int = 0) -> str:
        """A share of one as a percentage."""
        return numbers.write_share(value, self.locale, digits)

    def day(self, value: date) -> str:
        """A calendar day, the year left out when it is this one."""
        return dates.write_day(value, self.locale, this_year=self.today.year)

    def moment(self, value: datetime) -> str:
        """A moment in the viewer's zone."""
        return dates.write_moment(value, self.locale, self.zone, now=self.now)

    def clock(self, value: datetime) -> str:
        """Hours and minutes in the viewer's zone."""
        return dates.write_clock(
            dates.in_zone(value, self.zone).replace(second=0, microsecond=0, tzinfo=None), self.locale
        )

    def long_day(self, value: date) -> str:
        """A day as a heading."""
        return dates.write_long_day(value, self.locale)

    def month(self, value: date) -> str:
        """A month as a heading."""
        return dates.write_month(value, self.locale)

    def days(self, first: date, last: date) -> str:
        """A stretch of days as a heading."""
        return dates.write_days(first, last, self.locale)

    def weekdays(self) -> tuple[str, ...]:
        """The days of the week in short, Monday first."""
        return dates.list_weekdays(self.locale)

    def ago(self, value: datetime, *, short: bool = False) -> str:
        """How long ago in words, the day beyond a week; `short` where room is dear."""
        return dates.write_ago(value, self.locale, self.zone, now=self.now, short=short)
