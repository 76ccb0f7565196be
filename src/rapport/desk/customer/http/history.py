"""What changed about a customer: the last changes on the page, all of them behind it."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.customers.party.api import get_customer
from rapport.customers.party.http.facts import CHOICES, LABELS
from rapport.kernel.audit.api import ChangeLine, list_changes
from rapport.kernel.identity.api import Actor, actor_of, list_member_names
from rapport.ui.api import Crumb, Viewer, get_viewer

FEW, PAGE, LONGEST = 4, 50, 120
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TABLES = frozenset(
    (
        "party",
        "contact_point",
        "address",
        "party_tag",
        "party_role",
        "external_id",
        "relation",
        "consent",
        "preference",
        "field_value",
        "change",
    )
)
QUIET = frozenset(
    (
        "id",
        "party_id",
        "name_key",
        "created_at",
        "current",
        "normal",
        "last_touch_at",
        "order_count",
        "spent_minor",
    )
) | {"first_order_at", "last_order_at", "currency"}


def draw_history(request: HttpRequest, subject: UUID | None) -> str:
    """The last few changes."""
    if subject is None:
        return ""
    found = list_changes(subject_id=subject, tables=TABLES, limit=6 * FEW)
    lines = name_actors(write_changes(found)[:FEW], actor_of(request))
    return render_to_string("customer/changes.html", {"changes": lines}, request) if lines else ""


def show_history(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Every change, newest first, with before and after."""
    state = get_customer(party_id, actor=actor_of(request))
    before = request.GET.get("before", "")
    found = list_changes(subject_id=state.id, tables=TABLES, before=_read_id(before), limit=PAGE + 1)
    shown = found[:PAGE]
    context = {
        "title": _("What changed"),
        "lead": state.name,
        "changes": name_actors(write_changes(shown), actor_of(request)),
        "more": f"?before={shown[-1].id}" if len(found) > PAGE else "",
        "crumbs": [
            Crumb(_("Customers"), "/customers"),
            Crumb(state.name, f"/customers/{state.id}"),
            Crumb(_("What changed")),
        ],
    }
    return render(request, "customer/history.html", context)


def write_changes(changes: Iterable[ChangeLine]) -> list[dict[str, Any]]:
    """Changes in words: what was done, to which fields; counters that other rooms keep are no change."""
    verbs = {"I": _("Entered"), "U": _("Changed"), "D": _("Removed"), "E": _("Forgotten")}
    viewer = get_viewer()
    return [
        {
            "at": change.at,
            "actor_id": change.actor_id,
            "verb": verbs.get(change.op[:1].upper(), change.op),
            "table": _tables().get(change.table, change.table.replace("_", " ")),
            "fields": [
                {
                    "label": LABELS.get(name, name.replace("_", " ")),
                    "before": _show(name, pair[0], viewer),
                    "after": _show(name, pair[1], viewer),
                }
                for name, pair in change.fields.items()
                if name not in QUIET
            ],
        }
        for change in changes
        if change.op[:1].upper() != "U" or change.fields.keys() - QUIET
    ]


def _tables() -> dict[str, str]:
    return {
        "party": _("Customer"),
        "contact_point": _("Contact point"),
        "address": _("Address"),
        "party_tag": _("Tag"),
        "party_role": _("Role"),
        "external_id": _("Other identity"),
        "relation": _("Relation"),
        "field_value": _("Field of the shop"),
        "preference": _("Wishes"),
        "change": _("History"),
        "insight": _("Insight"),
        "note": _("Note"),
        "task": _("Task"),
        "consent": _("Consent"),
    }


def name_actors(lines: list[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Say who made each change, in one query for all."""
    ids = {line["actor_id"] for line in lines if line["actor_id"]} - {actor.id}
    names = list_member_names(ids) if ids else {}
    return [
        {**line, "who": actor.name if line["actor_id"] == actor.id else names.get(line["actor_id"], "")}
        for line in lines
    ]


def _show(name: str, value: object, viewer: Viewer) -> str:
    """A value as people know it: names for codes, yes and no, days and moments in their way."""
    text = "" if value is None else str(value)
    if isinstance(value, bool):
        text = _("Yes") if value else _("No")
    elif name in CHOICES:
        text = str(dict(CHOICES[name]).get(text, text))
    elif name in ("country", "locale"):
        text = viewer.country(text) if name == "country" else viewer.language(text)
    elif DAY.fullmatch(text):
        text = viewer.day(date.fromisoformat(text))
    elif name.endswith("_at") and text:
        text = viewer.moment(datetime.fromisoformat(text))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
