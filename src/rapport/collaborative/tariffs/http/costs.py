"""Costs and margins added up, and each message behind them."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO
from typing import get_args
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.collaborative.tariffs.contracts import CostLine, CostSplit
from rapport.collaborative.tariffs.http.words import (
    BUDGETS,
    CHARGE_STATES,
    CHARGES,
    COSTS,
    DIRECTIONS,
    KIND_TONES,
    KINDS,
    TARIFFS,
)
from rapport.collaborative.tariffs.models import MessageCharge
from rapport.collaborative.tariffs.queries.book import day_of
from rapport.collaborative.tariffs.queries.charges import ORDERS, list_charges, load_charges
from rapport.collaborative.tariffs.queries.naming import name_campaigns
from rapport.collaborative.tariffs.queries.spending import list_costs
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.money.api import to_major, write_exact
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    Link,
    Muted,
    Number,
    Tab,
    Text,
    Viewer,
    get_viewer,
)
from rapport.ui.api.records import RecordList, narrow_by, show_records

SPANS = (1, 3, 12)
"""Of how many months, this one included."""


@require_GET
def show_costs(request: HttpRequest) -> HttpResponse:
    """What messages cost and brought, by number, campaign, country or month."""
    actor, viewer = actor_of(request), get_viewer()
    by, months = _asked(request)
    first, last = span_of(day_of(timezone.now()), months)
    lines = list_costs(by, first, last, actor=actor)
    names = name_keys(by, lines, viewer)
    kept = f"&months={months}"
    words = _splits()
    context = {
        "title": _("What messages cost"),
        "tabs": [Tab(words[one], f"{COSTS}?by={one}{kept}", one == by) for one in words],
        "spans": [Tab(_span(one), f"{COSTS}?by={by}&months={one}", one == months) for one in SPANS],
        "head": words[by],
        "lines": [_draw(one, names[one.key], by, first, viewer) for one in lines],
        "unpriced": sum(one.unpriced for one in lines),
        "csv": f"{COSTS}.csv?by={by}{kept}",
        "tariffs": TARIFFS,
        "budgets": BUDGETS,
    }
    return render(request, "tariffs/costs.html", context)


@require_GET
def save_costs(request: HttpRequest) -> HttpResponse:
    """The same as CSV, amounts in major units with their currency beside."""
    by, months = _asked(request)
    lines = list_costs(by, *span_of(day_of(timezone.now()), months), actor=actor_of(request))
    names = name_keys(by, lines, get_viewer())
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([by, "name", "messages", "parts", "unpriced", "currency", "cost", "price", "margin"])
    for one in lines:
        minors = (one.cost_minor, one.price_minor, one.margin_minor)
        money = [to_major(minor, one.currency) if one.currency else "" for minor in minors]
        name = names[one.key]
        safe = f"'{name}" if name[:1] in ("=", "+", "-", "@") else name
        key = f"'{one.key}" if one.key[:1] in ("=", "+", "-", "@") else one.key
        writer.writerow([key, safe, one.messages, one.parts, one.unpriced, one.currency, *money])
    return HttpResponse(
        out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="message-costs-{by}.csv"'},
    )


def show_charges(request: HttpRequest) -> HttpResponse:
    """What each message cost and brought, the newest first."""
    return show_records(request, MESSAGES)


def span_of(today: date, months: int) -> tuple[date, date]:
    """Return the first day of so many months, this one included, and today."""
    first = today.replace(day=1)
    for _month in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return first, today


def name_keys(by: CostSplit, lines: Sequence[CostLine], viewer: Viewer) -> dict[str, str]:
    """Return how what is added up is called."""
    keys = {one.key for one in lines}
    if by == "campaign":
        names = {str(one): name for one, name in name_campaigns([UUID(key) for key in keys if key]).items()}
        return {key: names.get(key, "") or _("Without a campaign") for key in keys}
    if by == "country":
        return {key: viewer.country(key) if key else _("No country") for key in keys}
    if by == "month":
        return {key: viewer.month(date.fromisoformat(key)) for key in keys}
    return {key: key for key in keys}


def _asked(request: HttpRequest) -> tuple[CostSplit, int]:
    known: tuple[CostSplit, ...] = get_args(CostSplit)
    by = next((one for one in known if one == request.GET.get("by")), known[0])
    months = next((one for one in SPANS if str(one) == request.GET.get("months")), SPANS[1])
    return by, months


def _splits() -> dict[CostSplit, str]:
    return {"number": _("Number"), "campaign": _("Campaign"), "country": _("Country"), "month": _("Month")}


def _span(months: int) -> str:
    return {1: _("This month"), 3: _("Three months")}.get(months, _("Twelve months"))


def _draw(one: CostLine, name: str, by: CostSplit, first: date, viewer: Viewer) -> dict[str, object]:
    asked = f"month:on:{one.key}" if by == "month" else f"{by}:is:{quote(one.key)};month:from:{first}"

    def write(minor: int) -> str:
        return viewer.money(minor, one.currency) if one.currency else "–"

    return {
        "name": name,
        "href": f"{CHARGES}?filter={asked}" if one.key else "",
        "messages": one.messages,
        "parts": one.parts,
        "cost": write(one.cost_minor),
        "price": write(one.price_minor),
        "margin": write(one.margin_minor),
        "loses": one.margin_minor < 0,
    }


def _columns(actor: Actor) -> list[Column[MessageCharge]]:
    return [
        Link(
            *("number", _("Number")),
            href=lambda row: f"/conversations/{row.conversation_id}",
            width=12,
            phone="title",
        ),
        Text("direction", _("Direction"), value=lambda row: DIRECTIONS[row.direction], width=8),
        Text("country", _("Country"), value=lambda row: row.country or "–", phone="under", width=5),
        Muted("operator", _("Operator"), width=9),
        Badge("kind", _("Kind"), labels=KINDS, tones=KIND_TONES, width=8, phone="aside"),
        Number("parts", _("Parts"), width=4),
        Text("cost", _("Cost"), value=lambda row: write_exact(row.cost, row.currency), width=8),
        Text("price", _("Brings"), value=lambda row: write_exact(row.price, row.currency), width=8),
        Text("margin", _("Gross margin"), value=_margin, width=8),
        Muted("state", _("State"), value=lambda row: CHARGE_STATES[row.state], width=6),
        DateTime("at", _("When"), lambda row: row.at, sort=True, newest_first=True, phone="corner", width=9),
    ]


def _margin(row: MessageCharge) -> str:
    if row.cost is None or row.price is None:
        return _("No tariff")
    return write_exact(row.price - row.cost, row.currency)


def _filters(actor: Actor) -> list[Filter]:
    return [
        Filter("direction", _("Direction"), Choice.each(DIRECTIONS.items()), icon="arrow-left-right"),
        Filter("kind", _("Kind"), Choice.each(KINDS.items()), icon="receipt"),
    ]


MESSAGES: RecordList[MessageCharge] = RecordList(
    kind="message_charge",
    name="message-costs",
    path=CHARGES,
    title=gettext_lazy("Cost of each message"),
    columns=_columns,
    rows=list_charges,
    narrow=narrow_by("direction", "kind"),
    orders=ORDERS,
    load=load_charges,
    default_sort="-at",
    filters=_filters,
    groups=("kind", "country"),
    empty=lambda actor: Empty(
        _("Nothing was reckoned yet"),
        _("Once there are tariffs, each SMS stands here with what it cost and brought."),
        icon="receipt",
    ),
)
"""The list, as every list is told to the house."""
