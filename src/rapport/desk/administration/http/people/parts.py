"""What the pages of people share: their tabs, the words of a status, the field of a unit."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.desk.administration.http.shell import draw_tabs
from rapport.kernel.identity import api as identity

STATUSES = {"active": gettext_lazy("active"), "suspended": gettext_lazy("suspended")}


def tabs(request: HttpRequest) -> dict[str, object]:
    """Return the tabs of people, invitations, roles and teams."""
    every = {
        "/settings/people": (_("People"), "member"),
        "/settings/invitations": (_("Invitations"), "member"),
        "/settings/roles": (_("Roles"), "role"),
        "/settings/teams": (_("Teams"), "team"),
    }
    return {"tabs": draw_tabs(request, every)}


def unit_field(actor: identity.Actor) -> forms.ChoiceField:
    """Return a field that chooses one of the units the actor may see."""
    units = identity.list_unit_tree(actor) if actor.may("view", "unit") else []
    choices = [("", _("No unit"))] + [(str(unit.id), "　" * unit.depth + unit.name) for unit in units]
    return forms.ChoiceField(label=_("Unit"), choices=choices, required=False)
