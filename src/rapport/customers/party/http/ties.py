"""People and companies tied to a customer: shown, added by looking somebody up, taken away with undo."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from rapport.customers.party.contracts import CustomerFilter, RelationLine
from rapport.customers.party.models import Relation
from rapport.customers.party.operations.relations import add_relation, remove_relation
from rapport.customers.party.queries.beside import list_relations
from rapport.customers.party.queries.lists import list_customers
from rapport.customers.party.queries.loaded import seen_of
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import DayInput, Toast, answer_dialog, close_dialog, put_errors, with_event, with_toast

FEW, MATCHES = 20, 12
BACKWARD = {
    "employee_of": pgettext_lazy("tie", "Employs"),
    "subsidiary_of": pgettext_lazy("tie", "Owns"),
    "in_household": pgettext_lazy("tie", "Member of the household"),
    "spouse_of": pgettext_lazy("tie", "Married to"),
    "parent_of": pgettext_lazy("tie", "Child of"),
    "partner_of": pgettext_lazy("tie", "Partner of"),
    "agent_of": pgettext_lazy("tie", "Represented by"),
    "referred_by": pgettext_lazy("tie", "Referred"),
}


class TieForm(forms.Form):
    """A tie to somebody who is looked up by name, e-mail or number."""

    kind = forms.ChoiceField(label=gettext_lazy("Tie"), choices=Relation.Kind.choices)
    who = forms.CharField(
        label=gettext_lazy("To whom"),
        max_length=200,
        help_text=gettext_lazy("Name, e-mail or phone"),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "dir": "auto"}),
    )
    title = forms.CharField(label=gettext_lazy("As what"), max_length=120, required=False)
    since = forms.DateField(
        label=gettext_lazy("Since"),
        required=False,
        widget=DayInput(),
    )

    def offer(self, found: list[tuple[str, str]]) -> None:
        """Ask which one is meant, where several fit."""
        self.fields["other"] = forms.ChoiceField(label=_("Which one"), choices=found, required=False)
        self.order_fields(("kind", "who", "other", "title", "since"))


def draw_ties(request: HttpRequest, subject: UUID | None) -> str:
    """The card: everybody tied to this customer whom the member may see."""
    if subject is None:
        return ""
    actor = actor_of(request)
    ties = [_line(tie) for tie in list_relations(seen_of(request, subject), actor=actor, limit=FEW)]
    may = actor.may("edit", "customer") and actor.may_write("customer", "relations")
    context = {"ties": ties, "party_id": subject, "may_change": may}
    return render_to_string("party/ties.html", context, request) if ties or may else ""


def _line(tie: RelationLine) -> dict[str, Any]:
    words = dict(Relation.Kind.choices) if tie.outward else BACKWARD
    return {"tie": tie, "word": words.get(tie.kind, tie.kind), "company": tie.other_kind != "person"}


def new_tie(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog of a new tie: looks somebody up, asks which one where several fit, ties them."""
    actor = actor_of(request)
    state = get_customer(party_id, actor=actor)
    form = TieForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        found = _look_up(form.cleaned_data["who"], state.id, actor)
        chosen = request.POST.get("other", "")
        other = chosen if chosen in {one for one, _name in found} else found[0][0] if len(found) == 1 else ""
        if other:
            try:
                given = {name: form.cleaned_data[name] for name in ("title", "since")}
                add_relation(state.id, UUID(other), form.cleaned_data["kind"], actor=actor, **given)
            except (Invalid, Conflict) as error:
                put_errors(form, error)
            else:
                return with_event(close_dialog(Toast(_("Added"))), "tie-changed")
        elif found:
            form.offer(found)
            form.add_error("other", _("Several fit. Choose one."))
        else:
            form.add_error("who", _("Nobody is found by that."))
    return answer_dialog(request, _("Add a tie"), form, request.path, _("Add"))


def _look_up(words: str, party_id: UUID, actor: Actor) -> list[tuple[str, str]]:
    rows = list_customers(actor, filter=CustomerFilter(text=words), limit=MATCHES).rows
    return [
        (str(row.id), " · ".join(part for part in (row.name, row.email or row.phone, row.city) if part))
        for row in rows
        if row.id != party_id
    ]


@require_POST
def drop_tie(request: HttpRequest, party_id: UUID, other_id: UUID, kind: str) -> HttpResponse:
    """Take a tie away, from whichever end; undo ties again."""
    actor = actor_of(request)
    ties = {(tie.other_id, tie.kind): tie for tie in list_relations(party_id, actor=actor)}
    tie = ties.get((other_id, kind))
    first, second = (party_id, other_id) if tie is None or tie.outward else (other_id, party_id)
    remove_relation(first, second, kind, actor=actor)
    former = {"title": tie.title if tie else "", "since": str(tie.since) if tie and tie.since else ""}
    undo = f"/customers/{first}/ties/{second}/{kind}/again?{urlencode(former)}"
    told = with_toast(HttpResponse(status=204), Toast(_("Removed"), undo=undo))
    return with_event(told, "tie-changed")


@require_POST
def bring_tie(request: HttpRequest, party_id: UUID, other_id: UUID, kind: str) -> HttpResponse:
    """Tie again what was untied."""
    form = TieForm({"kind": kind, "who": "-", **dict(request.GET.items())})
    if not form.is_valid():
        raise Invalid(_("This cannot be taken back."))
    given = {name: form.cleaned_data[name] for name in ("title", "since")}
    add_relation(party_id, other_id, kind, actor=actor_of(request), **given)
    told = with_toast(HttpResponse(status=204), Toast(_("Taken back"), tone="info"))
    return with_event(told, "tie-changed")
