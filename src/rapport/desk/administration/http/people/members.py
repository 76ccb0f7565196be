"""The list of members, and one of them: what they may, whether they may work, what was changed."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form
from rapport.desk.administration.http.history import describe_history
from rapport.desk.administration.http.people.parts import STATUSES, tabs, unit_field
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import MemberLine, actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Crumb,
    Fact,
    Filter,
    Listing,
    Muted,
    Person,
    Tags,
    Text,
    Toast,
    answer_list,
    go_to,
    read_list_state,
)

PAGE = 50


@require_GET
def list_people(request: HttpRequest) -> HttpResponse:
    """The members of the business, searched and filtered."""
    actor = actor_of(request)
    columns: list[Column[MemberLine]] = [
        Person("name", _("Name"), href=lambda line: f"/settings/people/{line.id}", grow=True, phone="title"),
        Muted("email", _("E-mail"), phone="under"),
        Text("title", _("Title")),
        Tags("roles", _("Roles"), lambda line: [name for _id, name in line.roles]),
        Text("unit", _("Unit")),
        Badge(
            "status",
            _("Status"),
            tones={"active": "good", "suspended": "warn"},
            labels=STATUSES,
            phone="corner",
        ),
    ]
    filters = [Filter("status", _("Status"), [Choice(value, label) for value, label in STATUSES.items()])]
    if actor.may("view", "role"):
        roles = [Choice(str(role.id), role.name, role.holders) for role in identity.list_roles(actor)]
        filters.append(Filter("role", _("Role"), roles, icon="shield"))
    state = read_list_state(request, columns=columns, filters=filters)
    rows = identity.list_members(
        actor,
        search=state.search,
        status=state.chosen.get("status", ()),
        role_ids=[UUID(value) for value in state.chosen.get("role", ())],
        after=_read_cursor(state.after),
        limit=PAGE + 1,
    )
    more = f"{rows[PAGE - 1].id}~{rows[PAGE - 1].name}" if len(rows) > PAGE else None
    actions = []
    if actor.may("create", "member"):
        actions.append(
            Action(_("Invite"), "/settings/people/invite", icon="user-plus", main=True, dialog=True, key="n")
        )
    listing = Listing(
        "people",
        _("People"),
        columns,
        rows[:PAGE],
        state,
        next_cursor=more,
        filters=filters,
        searchable=True,
        search_label=_("Name or e-mail"),
        actions=actions,
    )
    return answer_list(request, listing, "administration/list.html", tabs(request))


@require_GET
def show_member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One member: who they are, what they may, what was changed about them."""
    actor = actor_of(request)
    member = identity.get_member(member_id, actor)
    mayedit = actor.may("edit", "member")
    held = {role_id for role_id, _name in member.roles}
    context = {
        "title": member.name,
        "lead": member.email,
        "crumbs": [Crumb(_("People"), "/settings/people"), Crumb(member.name)],
        "member": member,
        "facts": [
            Fact(_("Title"), member.title),
            Fact(_("Unit"), member.unit),
            Fact(_("Status"), STATUSES.get(member.status, member.status)),
        ],
        "roles": [(role, role.id in held) for role in identity.list_role_names()],
        "mayedit": mayedit,
        "entries": describe_history(request, member_id) if actor.may("view", "audit") else [],
        "actions": [
            Action(_("Edit"), f"/settings/people/{member.id}/edit", icon="square-pen", dialog=True, key="e")
        ]
        if mayedit
        else [],
    }
    return render(request, "administration/member.html", context)


class MemberForm(forms.Form):
    """What may be changed about a member."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)


def edit(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Change a member's name, title or unit."""
    actor = actor_of(request)
    member = identity.get_member(member_id, actor)
    initial = {"name": member.name, "title": member.title, "unit": str(member.unit_id or "")}
    form = MemberForm(request.POST or None, initial=initial)
    form.fields["unit"] = unit_field(actor)
    return answer_form(
        request,
        form,
        _("Edit"),
        lambda values: identity.change_member(
            member_id,
            {
                "name": values["name"],
                "title": values["title"],
                "unit_id": UUID(values["unit"]) if values["unit"] else None,
            },
            actor=actor,
        ),
        done=f"/settings/people/{member_id}",
        toast=_("Saved"),
    )


@require_POST
def set_roles(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Give a member exactly the ticked roles."""
    known = {str(role.id): role.id for role in identity.list_role_names()}
    wanted = [known[value] for value in request.POST.getlist("role") if value in known]
    identity.set_member_roles(member_id, wanted, actor=actor_of(request))
    return go_to(request, f"/settings/people/{member_id}", Toast(_("Saved")))


@require_POST
def set_status(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Shut a member out, or let them in again."""
    actor = actor_of(request)
    if request.POST.get("status") == "suspended":
        identity.suspend_member(member_id, actor=actor)
        toast = _("Suspended: every session and right ends at once.")
    else:
        identity.restore_member(member_id, actor=actor)
        toast = _("May work again.")
    return go_to(request, f"/settings/people/{member_id}", Toast(toast))


def _read_cursor(text: str) -> tuple[str, UUID] | None:
    key, _tilde, name = text.partition("~")
    try:
        return (name, UUID(key)) if name else None
    except ValueError:
        return None
