"""A list of records as a calendar: a month or a week of cards, and a card's way to another day."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import actor_of
from rapport.ui.contracts.listing import CalendarDay, CalendarSheet, GroupLink
from rapport.ui.contracts.parts import Toast
from rapport.ui.http.records.asked import Asked
from rapport.ui.http.records.board import draw_cards, read_card
from rapport.ui.http.records.faces import CALENDAR
from rapport.ui.http.records.groups import lead_to
from rapport.ui.http.records.many import back_to
from rapport.ui.http.replies import go_to
from rapport.ui.queries import get_records, get_viewer

COUNTED = 100
SHOWN = {"month": 4, "week": 25}
_MONTH, _WEEK = re.compile(r"(\d{4})-(\d\d)", re.ASCII), re.compile(r"(\d{4})-W(\d\d)", re.ASCII)
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 1)


def show_calendar(asked: Asked) -> CalendarSheet | None:
    """The sheet of a list's calendar: one query for its days, one load for the cards on them."""
    fields = asked.faces.get(CALENDAR, ())
    name = asked.state.by or (fields[0][0] if fields else "")
    reading = filters.read_for(asked.records.kind, asked.actor)
    field = reading.fields.get(name)
    if field is None:
        return None
    today = reading.at.today
    span, start = read_place(asked.state.at, today)
    days = _days_of(span, start)
    found = filters.list_by_day(asked.rows, field, days, reading, most=COUNTED + 1)
    ids = [one for day in days for one in found[day][: SHOWN[span]]]
    cards = draw_cards(asked, ids)
    calendar = asked.records.calendar
    on = [
        CalendarDay(
            day,
            lead_to(asked, filters.on_day(field, day)),
            [cards[one] for one in found[day][: SHOWN[span]] if one in cards],
            min(len(found[day]), COUNTED),
            more=len(found[day]) > COUNTED,
            beside=span == "month" and day.month != start.month,
            today=day == today,
        )
        for day in days
    ]
    return CalendarSheet(
        title=_title(span, start),
        span=span,
        weekdays=get_viewer().weekdays(),
        days=on,
        by=name,
        fields=_links(asked, fields, name),
        spans=[
            GroupLink(_("Month"), asked.state.link(at=_when("month", start, today)), span == "month"),
            GroupLink(_("Week"), asked.state.link(at=_when("week", start, today)), span == "week"),
        ],
        before=asked.state.link(at=write_place(span, _step(span, start, -1))),
        now=asked.state.link(at="week" if span == "week" else ""),
        after=asked.state.link(at=write_place(span, _step(span, start, 1))),
        unset="" if field.yearly else lead_to(asked, filters.Condition(name, "empty")),
        moves=calendar is not None and calendar.moves(name, asked.actor),
    )


@require_POST
def move(request: HttpRequest, kind: str, field: str) -> HttpResponse:
    """Take a card to another day by the operation its page has, and come back to the calendar."""
    records, actor = get_records(kind), actor_of(request)
    calendar = records.calendar
    if calendar is None or calendar.move is None:
        raise Missing(_("There is no such list."))
    if not calendar.moves(field, actor):
        actor.require("edit", kind)
        raise Missing(_("There is no such field."))
    record = read_card(request)
    try:
        day = date.fromisoformat(request.POST.get("to", ""))
    except ValueError as error:
        raise Invalid(_("There is no such day.")) from error
    if not FIRST <= day <= LAST:
        raise Invalid(_("There is no such day."))
    undo = calendar.move(record, field, day, actor)
    toast = Toast(_("Moved to %(day)s") % {"day": get_viewer().day(day)}, undo=undo)
    return go_to(request, back_to(request.POST.get("query", ""), records), toast)


def read_place(text: str, today: date) -> tuple[str, date]:
    """Return the span an address names and its first day: `2026-11`, `2026-W47`, `week` for the present one.

    What makes no sense is the present month.
    """
    if found := _WEEK.fullmatch(text):
        week = _monday(int(found[1]), int(found[2]))
        if week is not None and FIRST <= week <= LAST:
            return "week", week
    if text == "week" or _WEEK.fullmatch(text):
        return "week", today - timedelta(days=today.weekday())
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        month = date(max(int(found[1]), 1), int(found[2]), 1)
        if FIRST <= month <= LAST:
            return "month", month
    return "month", today.replace(day=1)


def write_place(span: str, start: date) -> str:
    """Return a month or week as an address names it."""
    if span == "month":
        return f"{start:%Y-%m}"
    year, week, _day = start.isocalendar()
    return f"{year:04}-W{week:02}"


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _when(span: str, start: date, today: date) -> str:
    """The present month or week where the sheet holds today, else the one the sheet begins with."""
    near = start <= today < start + timedelta(days=31)
    if near:
        return "week" if span == "week" else ""
    return write_place(span, start)


def _days_of(span: str, start: date) -> list[date]:
    """The days of a sheet: whole weeks, Monday first, as the weeks of filters are."""
    first = start - timedelta(days=start.weekday())
    if span == "week":
        return [first + timedelta(days=at) for at in range(7)]
    following = _step("month", start, 1)
    weeks = -(-(following - first).days // 7)
    return [first + timedelta(days=at) for at in range(weeks * 7)]


def _step(span: str, start: date, count: int) -> date:
    if span == "week":
        return start + timedelta(days=7 * count)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, 1)


def _title(span: str, start: date) -> str:
    viewer = get_viewer()
    if span == "month":
        return viewer.month(start)
    return viewer.days(start, start + timedelta(days=6))


def _links(asked: Asked, fields: Sequence[tuple[str, Any]], name: str) -> list[GroupLink]:
    return [GroupLink(label, asked.state.link(by=one), one == name) for one, label in fields]
