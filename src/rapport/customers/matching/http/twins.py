"""Two records of one customer: likely ones on a card, side by side on a page, made one, and parted again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.matching.http.words import FIELDS
from rapport.customers.matching.operations.merge import merge_customers, unmerge_customers
from rapport.customers.matching.queries import find_duplicates, find_merges, list_duplicates
from rapport.customers.party.api import CustomerFilter, CustomerState, get_customer, list_customers
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Toast, go_to

FEW = 10


def draw_twins(request: HttpRequest, subject: UUID | None) -> str:
    """The card: who may be the same, and what was merged in."""
    if subject is None:
        return ""
    actor = actor_of(request)
    likely, merged = find_duplicates(subject, actor)[:FEW], find_merges(subject)[:FEW]
    if not likely and not merged:
        return ""
    context = {"subject": subject, "likely": likely, "merged": merged, "may": actor.may("merge", "customer")}
    return render_to_string("matching/card.html", context, request)


def choose(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Without `with`: whom to compare this customer to. With it: both side by side."""
    actor = actor_of(request)
    state = get_customer(party_id, actor=actor)
    context = {
        "title": _("Merge customers"),
        "lead": state.name,
        "state": state,
        "crumbs": [
            Crumb(_("Customers"), "/customers"),
            Crumb(state.name, f"/customers/{state.id}"),
            Crumb(_("Merge")),
        ],
    }
    other_id = _read_id(request.GET.get("with", ""))
    if other_id is None:
        text = request.GET.get("q", "").strip()[:200]
        found = list_customers(actor, filter=CustomerFilter(text=text), limit=20).rows if text else ()
        context |= {"q": text, "found": [row for row in found if row.id != state.id]}
        context |= {"likely": list_duplicates(state.id, actor=actor)}
        return render(request, "matching/choose.html", context)
    other = get_customer(other_id, actor=actor)
    if other.id == state.id:
        raise Invalid(_("These are one customer already."))
    return render(request, "matching/compare.html", context | {"other": other, "rows": _rows(state, other)})


@require_POST
def compare_chosen(request: HttpRequest) -> HttpResponse:
    """Two customers selected in the list, side by side: the first stays, the other becomes part of it."""
    chosen = list(dict.fromkeys(filter(None, map(_read_id, request.POST.getlist("ids")))))
    if len(chosen) != 2:
        return go_to(request, "/customers", Toast(_("Select two customers to merge them."), "bad"))
    return go_to(request, f"/customers/{chosen[0]}/merge?with={chosen[1]}")


@require_POST
def merge(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Make the other one part of this one, with the fields that were chosen."""
    actor = actor_of(request)
    get_customer(party_id, actor=actor)
    other_id = _read_id(request.POST.get("with", ""))
    if other_id is None:
        raise Invalid(_("Choose a customer first."))
    take = [name for name in FIELDS if request.POST.get(name) == "other"]
    try:
        line = merge_customers(party_id, other_id, take=take, actor=actor)
    except (Conflict, Invalid) as error:
        return go_to(request, f"/customers/{party_id}", Toast(error.message, "bad"))
    told = _("%(name)s is now part of this customer.") % {"name": line.merged_name}
    return go_to(request, f"/customers/{party_id}", Toast(told, undo=f"/merges/{line.id}/undo"))


@require_POST
def undo(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Part the two again."""
    try:
        line = unmerge_customers(merge_id, actor=actor_of(request))
    except Conflict as error:
        return go_to(request, "/customers", Toast(error.message, "bad"))
    told = _("%(name)s stands by itself again.") % {"name": line.merged_name}
    return go_to(request, f"/customers/{line.survivor_id}", Toast(told, href=f"/customers/{line.merged_id}"))


def _rows(state: CustomerState, other: CustomerState) -> list[dict[str, Any]]:
    """The fields in which the two differ; a blank of the survivor is filled anyway."""
    rows = []
    for name, label in FIELDS.items():
        mine, theirs = getattr(state, name), getattr(other, name)
        if mine != theirs:
            take = mine in ("", None)
            rows.append({"name": name, "label": label, "mine": mine, "theirs": theirs, "take": take})
    return rows


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Invalid(_("There is no such customer.")) from error
