"""Reads: what the business chose for requests and erasures."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.customers.privacy.rules import add_months
from rapport.kernel.settings.api import get_setting


def read_law() -> str:
    """Return the law by which requests are answered."""
    return str(get_setting("privacy.law"))


def find_today(now: datetime) -> date:
    """Return the day it is in the business's zone."""
    return now.astimezone(ZoneInfo(get_setting("business.zone"))).date()


def find_lawful_since(now: datetime) -> datetime:
    """Return from when on invoices keep the address they were written to."""
    return start_of(add_months(find_today(now), -12 * int(get_setting("privacy.invoice_years"))))


def find_archive_end(now: datetime) -> datetime:
    """Return until when a person's archive may be downloaded."""
    return now + timedelta(days=int(get_setting("privacy.archive_days")))


def start_of(day: date) -> datetime:
    """Return the beginning of a day in the business's zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(get_setting("business.zone")))
