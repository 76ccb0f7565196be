"""The services that are live, made ready once and kept until one of them changes."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Sum

from rapport.collaborative.logic.contracts.service import read_definition
from rapport.collaborative.logic.models import LogicService, LogicVersion
from rapport.collaborative.logic.rules.meeting import Book, Clock, Service
from rapport.customers.accounts.api import add_working, read_hours

_BOOKS: dict[UUID, tuple[object, Book]] = {}
_A_MINUTE = 1


def load_book(tenant_id: UUID) -> Book:
    """Return the live services of the business in hand; one short statement where none changed."""
    live = LogicService.objects.filter(state="live")
    mark = live.aggregate(Count("id"), Sum("version"), Max("updated_at"))
    known = _BOOKS.get(tenant_id)
    if known is not None and known[0] == mark:
        return known[1]
    book = Book(list_live())
    _BOOKS[tenant_id] = (mark, book)
    return book


def list_live() -> list[Service]:
    """Return the live services in their live versions."""
    rows = LogicVersion.objects.filter(service__state="live", number=F("service__live"))
    return [service_of(row) for row in rows.select_related("service").order_by("service_id")]


def service_of(row: LogicVersion) -> Service:
    """Return a version, loaded with its service, as rules weigh it."""
    service = row.service
    definition = read_definition(row.definition)
    return Service(service.id, service.name, service.position, row.number, row.id, definition)


def read_clock(now: datetime) -> Clock:
    """Return a moment (UTC) in the business's zone, and whether it works then."""
    hours = read_hours()
    ends = add_working(now, _A_MINUTE, hours)  # a working minute from now is a minute from now
    return Clock(now.astimezone(ZoneInfo(hours.zone)), (ends - now).total_seconds() <= 60 * _A_MINUTE)
