"""The mobile base: how it grows and shrinks, as a chart, and everybody behind a figure."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.collaborative.mobile.contracts.base import OTHER, BaseMonth, MoveLine
from rapport.collaborative.mobile.http.base_chart import HERE, PEOPLE, asked_of, draw_base
from rapport.collaborative.mobile.queries.base import ORDERS, list_base_moves, load_moves, measure_base
from rapport.collaborative.mobile.queries.words import WAYS
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    Link,
    ListState,
    Muted,
    Stat,
    Tab,
    Text,
    Tone,
    Viewer,
    get_viewer,
)
from rapport.ui.api.records import RecordList, show_records

SPANS = (6, 12, 24)
MOVES = {"true": gettext_lazy("Opted in"), "false": gettext_lazy("Opted out")}
TONES: dict[str, Tone] = {"true": "good", "false": "warn"}
NOW = "/customers?filter=some.consents(channel:is:sms;given:is:true)"


@require_GET
def show_base(request: HttpRequest) -> HttpResponse:
    """The base of the last months: who joined by which way, who left, who cannot be reached."""
    actor, viewer = actor_of(request), get_viewer()
    span = next((one for one in SPANS if str(one) == request.GET.get("months")), SPANS[1])
    months = measure_base(timezone.now(), span, actor=actor)
    there = any(one.people or one.came or one.left for one in months)
    context = {
        "title": _("Mobile base"),
        "lead": _("People who allow messages by SMS: how they came, how many left."),
        "tabs": [Tab(_span(one), f"{HERE}?months={one}", one == span) for one in SPANS],
        "stats": _stats(months, viewer),
        "chart": draw_base(months, viewer) if there else None,
        "empty": Empty(
            _("Nobody is in the mobile base yet"),
            _("People join by a keyword, a QR code, a form or an address list; make the first way."),
            icon="smartphone",
        ),
    }
    return render(request, "mobile/base.html", context)


def show_people(request: HttpRequest) -> HttpResponse:
    """Everybody who joined or left, the newest first."""
    return show_records(request, PEOPLE_LIST)


def _span(months: int) -> str:
    return {6: _("Six months"), 12: _("Twelve months")}.get(months, _("Two years"))


def _stats(months: Sequence[BaseMonth], viewer: Viewer) -> list[Stat]:
    first = months[0].month
    came, left = sum(one.came for one in months), sum(one.left for one in months)
    lost = sum(one.unreachable for one in months)
    return [
        Stat(_("People in the base"), viewer.number(months[-1].people), NOW, icon="users"),
        Stat(_("Opted in"), viewer.number(came), asked_of(first, joined=True), icon="log-in"),
        Stat(_("Opted out"), viewer.number(left), asked_of(first, joined=False), icon="log-out"),
        Stat(_("Number given up"), viewer.number(lost), icon="phone-off"),
    ]


def _columns(actor: Actor) -> list[Column[MoveLine]]:
    return [
        Link("name", _("Customer"), href=lambda row: f"/customers/{row.party_id}", grow=True, phone="title"),
        Badge(
            *("joined", _("What happened")),
            value=lambda row: "true" if row.joined else "false",
            labels=MOVES,
            tones=TONES,
            phone="aside",
            width=7,
        ),
        Text(
            "way",
            _("Way"),
            value=lambda row: str(WAYS[row.way]) if row.joined else "–",
            phone="under",
            width=9,
        ),
        Text("source", _("Where it was taken"), width=12),
        Muted("purpose", _("Purpose"), width=9),
        DateTime("at", _("When"), lambda row: row.at, sort=True, newest_first=True, phone="corner", width=9),
    ]


def _filters(actor: Actor) -> list[Filter]:
    return [
        Filter("move", _("What happened"), Choice.each(MOVES.items()), many=False, icon="arrow-left-right"),
        Filter(
            "way", _("Way"), Choice.each((key or "other", word) for key, word in WAYS.items()), icon="tag"
        ),
    ]


def _narrow(rows: Any, state: ListState, actor: Actor) -> Any:
    if moves := state.chosen.get("move"):
        rows = rows.filter(joined="true" in moves)
    if ways := state.chosen.get("way"):
        rows = rows.filter(way__in=[OTHER if one == "other" else one for one in ways])
    return rows


PEOPLE_LIST: RecordList[MoveLine] = RecordList(
    kind="base_move",
    name="mobile-base-people",
    path=PEOPLE,
    title=gettext_lazy("Who joined and left"),
    columns=_columns,
    rows=list_base_moves,
    narrow=_narrow,
    orders=ORDERS,
    load=load_moves,
    default_sort="-at",
    filters=_filters,
    groups=("way", "purpose"),
    empty=lambda actor: Empty(
        _("Nobody is in the mobile base yet"),
        _("Who agrees to messages by SMS stands here, and who no longer does."),
        icon="smartphone",
    ),
)
"""The list, as every list is told to the house."""
