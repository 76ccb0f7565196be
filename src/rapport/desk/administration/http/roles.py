"""Roles: which verbs on which kinds, how far, and which fields are hidden or read-only."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form
from rapport.desk.administration.http.people.parts import tabs
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import VERBS, FieldRule, Grant, RoleLine, Scope, actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    Link,
    Number,
    ShortList,
    Toast,
    go_to,
    show_short,
)

SCOPES = {
    "": pgettext_lazy("a right", "no"),
    "1": gettext_lazy("own"),
    "2": gettext_lazy("team"),
    "3": gettext_lazy("unit"),
    "4": gettext_lazy("unit and below"),
    "5": gettext_lazy("all"),
}
ACCESS = {
    "": pgettext_lazy("a field", "open"),
    "read": gettext_lazy("read only"),
    "hidden": gettext_lazy("hidden"),
}


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The roles of the business."""
    actor = actor_of(request)
    columns: list[Column[RoleLine]] = [
        Link("name", _("Role"), href=lambda role: f"/settings/roles/{role.id}", grow=True, phone="title"),
        Badge("builtin", _("Kind"), labels={True: _("built in"), False: _("made here")}, phone="corner"),
        Number("holders", _("People")),
    ]
    actions = []
    if actor.may("create", "role"):
        actions.append(
            Action(_("New role"), "/settings/roles/new", icon="plus", main=True, dialog=True, key="n")
        )
    listing = ShortList(
        name="roles", title=_("Roles"), columns=columns, rows=identity.list_roles(actor), actions=actions
    )
    return show_short(request, listing, "administration/list.html", tabs(request))


class RoleForm(forms.Form):
    """What a new role is called and whose rights it starts with."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    like = forms.ChoiceField(label=gettext_lazy("Start with the rights of"), required=False)


def create(request: HttpRequest) -> HttpResponse:
    """Make a role."""
    form = RoleForm(request.POST or None)
    choices = [(str(role.id), role.name) for role in identity.list_role_names()]
    form.fields["like"] = forms.ChoiceField(
        label=_("Start with the rights of"), choices=[("", _("nothing")), *choices], required=False
    )
    return answer_form(
        request,
        form,
        _("New role"),
        lambda values: identity.create_role(
            values["name"], actor=actor_of(request), like=UUID(values["like"]) if values["like"] else None
        ),
        done="/settings/roles",
        toast=_("The role is there; now say what it may."),
    )


@require_GET
def show_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """What a role may, as a table of kinds and verbs, and the fields it may not see or write."""
    actor = actor_of(request)
    role, grants, rules = identity.get_role(role_id, actor)
    given = {(grant.verb, grant.kind): int(grant.scope) for grant in grants}
    access = {(rule.kind, rule.field): rule.access for rule in rules}
    fixed = role.code == "admin" or not actor.may("edit", "role")
    context = {
        "title": role.name,
        "lead": _("A verb on a kind of record, and how far it reaches."),
        "crumbs": [Crumb(_("Roles"), "/settings/roles"), Crumb(role.name)],
        "role": role,
        "fixed": fixed,
        "verbs": [*VERBS.items(), ("*", _("Everything"))],
        "scopes": SCOPES.items(),
        "kinds": [
            (
                kind,
                [
                    (f"{verb}:{kind.name}", str(given.get((verb, kind.name), "")))
                    if verb == "*" or verb in kind.verbs
                    else None
                    for verb in (*VERBS, "*")
                ],
            )
            for kind in identity.list_kinds()
        ],
        "access": ACCESS.items(),
        "fields": [
            (
                kind,
                [(f"{kind.name}:{name}", label, access.get((kind.name, name), "")) for name, label in pairs],
            )
            for kind in identity.list_kinds()
            if (pairs := list(kind.fields.items()))
        ],
        "removable": not role.builtin and actor.may("delete", "role"),
    }
    return render(request, "administration/role.html", context)


@require_POST
def set_rights(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Take the table of rights as it was filled in."""
    grants = []
    for kind in identity.list_kinds():
        for verb in (*VERBS, "*"):
            scope = request.POST.get(f"{verb}:{kind.name}", "")
            if scope in SCOPES and scope:
                grants.append(Grant(verb, kind.name, Scope(int(scope))))
    # Verbs the table does not show (merging, say) stay as they are.
    _role, before, _rules = identity.get_role(role_id, actor_of(request))
    shown = {(verb, kind.name) for kind in identity.list_kinds() for verb in (*VERBS, "*")}
    grants += [grant for grant in before if (grant.verb, grant.kind) not in shown]
    identity.set_grants(role_id, grants, actor=actor_of(request))
    return go_to(request, f"/settings/roles/{role_id}", Toast(_("Saved")))


@require_POST
def set_fields(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Take the fields that are hidden or read-only."""
    rules = []
    for kind in identity.list_kinds():
        for name in kind.fields:
            match request.POST.get(f"{kind.name}:{name}"):
                case "hidden":
                    rules.append(FieldRule(kind.name, name, "hidden"))
                case "read":
                    rules.append(FieldRule(kind.name, name, "read"))
    identity.set_field_rules(role_id, rules, actor=actor_of(request))
    return go_to(request, f"/settings/roles/{role_id}", Toast(_("Saved")))


@require_POST
def remove(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Remove a role nobody holds."""
    identity.remove_role(role_id, actor=actor_of(request))
    return go_to(request, "/settings/roles", Toast(_("The role is gone.")))
