"""Made-up faces of the list of the style page: a board, a calendar, places; and sums beside the table."""

from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.ui.contracts.listing import (
    CalendarDay,
    CalendarSheet,
    Card,
    FaceLink,
    Figure,
    Figures,
    GroupLink,
    GroupRow,
    GroupSum,
    GroupTable,
    Lane,
    ListState,
)
from rapport.ui.queries import get_viewer

FACES = {"board": (), "calendar": (), "places": ()}
FIRST = date(2026, 3, 2)
PLACES = (
    ("Nordlicht", 0, 1.0),
    ("Küste", 1, 0.6),
    ("Hamburg 汉堡", 2, 0.35),
    ("Kiel", 2, 0.25),
    ("Berge", 1, 0.4),
)


def sample_faces(state: ListState) -> dict[str, Any]:
    """What the list shows by this state beside its rows."""
    icons = {"": "table-2", "board": "square-kanban", "calendar": "calendar-days", "places": "map-pin"}
    words = {
        "": _("As a list"),
        "board": _("As a board"),
        "calendar": _("As a calendar"),
        "places": _("By place"),
    }
    links = [
        FaceLink(name or "list", icons[name], words[name], state.link(face=name), name == state.face)
        for name in icons
    ]
    shown: dict[str, Any] = {"faces": links, "figures": _figures()}
    if state.face == "board":
        lanes = ((_("New"), 3), (_("Active"), 5), (_("Lost"), 0))
        shown["lanes"] = [Lane(str(label), label, "#", _cards(count)) for label, count in lanes]
    elif state.face == "calendar":
        shown["calendar"] = _calendar()
    elif state.face == "places":
        shown["groups"] = _places()
    return shown


def _cards(count: int, first: int = 0) -> list[Card]:
    title, under, corner = (
        SafeString(text) for text in ("<a href='#'>Ada Lovelace</a>", "ada@x.org", "€120")
    )
    return [Card(str(first + number), title, under, corner) for number in range(count)]


def _calendar() -> CalendarSheet:
    viewer = get_viewer()
    days = [
        CalendarDay(
            day, "#", _cards(min(at * 7 % 6, 4), at * 10), at * 7 % 6, beside=day.month != 3, today=at == 12
        )
        for at, day in ((at, FIRST + timedelta(days=at)) for at in range(35))
    ]
    field = GroupLink(_("Since"), "#", current=True)
    return CalendarSheet(
        title=viewer.month(FIRST),
        span="month",
        weekdays=viewer.weekdays(),
        days=days,
        by="since",
        fields=[field, GroupLink(_("Last seen"), "#")],
        spans=[GroupLink(_("Month"), "#", current=True), GroupLink(_("Week"), "#")],
        before="#",
        now="#",
        after="#",
        unset="#",
    )


def _places() -> GroupTable:
    viewer = get_viewer()
    rows = [
        GroupRow(
            *(
                name,
                "#",
                round(200 * share),
                share,
                [GroupSum(viewer.money(round(share * 910_000), "EUR"), share)],
            ),
            depth=depth,
            into="#" if depth < 2 else "",
        )
        for name, depth, share in PLACES
    ]
    total = GroupRow(_("Together"), "#", 200, 1.0, [GroupSum(viewer.money(910_000, "EUR"))])
    way = [GroupLink(_("Unit"), "#"), GroupLink("Nordlicht", "#", current=True)]
    fields = [GroupLink(_("Unit"), "#", current=True), GroupLink(_("Country"), "#")]
    return GroupTable(_("Unit"), [_("Worth")], rows, total, fields=fields, way=way)


def _figures() -> Figures:
    viewer = get_viewer()
    euros, yuan = viewer.money(12_345_678, "EUR"), viewer.money(987_654, "CNY")
    return Figures(
        [
            Figure(_("Worth"), f"{euros} · {yuan}", viewer.money(4_512, "EUR")),
            Figure(_("Orders"), viewer.number(2_310, 0), viewer.number(7.7, 1)),
        ]
    )
