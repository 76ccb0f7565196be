"""What changed about a customer: the last changes on the page, all of them behind it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.customers.party.api import get_customer
from rapport.customers.party.http.facts import CHOICES
from rapport.kernel.audit.api import ChangeLine, describe_table, list_changes
from rapport.kernel.identity.api import Actor, actor_of, list_member_names, name_ids
from rapport.ui.api import Crumb, Viewer, get_viewer, write_kept

FEW, PAGE, LONGEST = 4, 50, 120
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
    viewer, found = get_viewer(), list(changes)
    called = name_ids(value for change in found for pair in change.fields.values() for value in pair)
    return [
        {
            "at": change.at,
            "actor_id": change.actor_id,
            "verb": verbs.get(change.op[:1].upper(), change.op),
            "table": describe_table(change.table).label,
            "fields": [
                {
                    "label": describe_table(change.table).name_of(name),
                    "before": called.get(str(pair[0])) or _show(name, pair[0], viewer),
                    "after": called.get(str(pair[1])) or _show(name, pair[1], viewer),
                }
                for name, pair in change.fields.items()
                if name not in QUIET
            ],
        }
        for change in found
        if change.op[:1].upper() != "U" or change.fields.keys() - QUIET
    ]


def name_actors(lines: list[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Say who made each change, in one query for all."""
    ids = {line["actor_id"] for line in lines if line["actor_id"]} - {actor.id}
    names = list_member_names(ids) if ids else {}
    return [
        {**line, "who": actor.name if line["actor_id"] == actor.id else names.get(line["actor_id"], "")}
        for line in lines
    ]


def _show(name: str, value: object, viewer: Viewer) -> str:
    """A value as people know it: names for codes, everything else as history writes it."""
    if name in CHOICES:
        return str(dict(CHOICES[name]).get(value, value or ""))
    if name == "country":
        return viewer.country(str(value or ""))
    if name == "locale":
        return viewer.language(str(value or ""))
    return write_kept(value, viewer, LONGEST)


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
