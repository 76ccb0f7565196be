"""What came to a form on a day: one small statement each, so that a page of figures reads one row a day."""

from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from rapport.kernel.settings.api import get_setting

What = Literal["looks", "entries", "spam", "limited"]
_COUNT = """
insert into form_day as d (id, form_id, day, looks, entries, spam, limited)
values (uuidv7(), %s, %s, %s, %s, %s, %s)
on conflict (tenant_id, form_id, day) do update
   set looks = d.looks + excluded.looks, entries = d.entries + excluded.entries,
       spam = d.spam + excluded.spam, limited = d.limited + excluded.limited
"""
_COLUMNS: tuple[What, ...] = ("looks", "entries", "spam", "limited")


def count(form_id: UUID, what: What, now: datetime) -> None:
    """Count one more of something for a form, on the business's own calendar day."""
    day = now.astimezone(ZoneInfo(get_setting("business.zone"))).date()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [form_id, day, *(int(what == column) for column in _COLUMNS)])
