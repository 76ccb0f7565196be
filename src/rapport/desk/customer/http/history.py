"""What changed about a customer: the last changes on the page, all of them behind it."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.customers.party.api import get_customer
from rapport.customers.party.http.facts import LABELS
from rapport.kernel.audit.api import ChangeLine, list_changes
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb

FEW, PAGE = 4, 50
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
    lines = write_changes(list_changes(subject_id=subject, tables=TABLES, limit=10 * FEW))[:FEW]
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
        "changes": write_changes(shown),
        "more": f"?before={shown[-1].id}" if len(found) > PAGE else "",
        "crumbs": [
            Crumb(_("Customers"), "/customers"),
            Crumb(state.name, f"/customers/{state.id}"),
            Crumb(_("What changed")),
        ],
    }
    return render(request, "customer/history.html", context)


def write_changes(changes: Iterable[ChangeLine]) -> list[dict[str, object]]:
    """Changes in words: what was done, to which fields; counters that other rooms keep are no change."""
    verbs = {"I": _("Entered"), "U": _("Changed"), "D": _("Removed")}
    return [
        {
            "at": change.at,
            "verb": verbs.get(change.op[:1].upper(), change.op),
            "table": _tables().get(change.table, change.table.replace("_", " ")),
            "fields": [
                {
                    "label": LABELS.get(name, name.replace("_", " ")),
                    "before": _show(pair[0]),
                    "after": _show(pair[1]),
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
        "insight": _("Insight"),
        "note": _("Note"),
        "task": _("Task"),
        "consent": _("Consent"),
    }


def _show(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
