"""The list of members, and one of them: what they may, whether they may work, what was changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form
from rapport.desk.administration.http.history import describe_history
from rapport.desk.administration.http.people.parts import STATUSES, tabs, unit_field
from rapport.kernel.errors import Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor, MemberLine, actor_of
from rapport.kernel.paging.api import by_column, by_id
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Crumb,
    DateTime,
    Fact,
    Filter,
    ListState,
    Muted,
    Person,
    Tags,
    Text,
    Toast,
    go_to,
)
from rapport.ui.api.records import RecordList, show_records


@require_GET
def list_people(request: HttpRequest) -> HttpResponse:
    """The members of the business, searched and filtered."""
    return show_records(request, PEOPLE, "administration/list.html", tabs(request))


def _columns(actor: Actor) -> list[Column[MemberLine]]:
    return [
        Person(
            "name",
            pgettext("a person", "Name"),
            href=lambda line: f"/settings/people/{line.id}",
            grow=True,
            phone="title",
            sort=True,
        ),
        Muted("email", _("E-mail"), phone="under", width=17),
        Text("title", _("Title"), width=9),
        Tags("roles", _("Roles"), lambda line: [name for _id, name in line.roles]),
        Text("unit", _("Unit")),
        Badge(
            "status",
            _("Status"),
            tones={"active": "good", "suspended": "warn"},
            labels=STATUSES,
            phone="corner",
        ),
        DateTime(
            "joined", _("Joined"), lambda line: line.joined_at, hidden=True, sort=True, newest_first=True
        ),
    ]


def _filters(actor: Actor) -> list[Filter]:
    filters = [Filter("status", _("Status"), [Choice(value, label) for value, label in STATUSES.items()])]
    if actor.may("view", "role"):
        roles = [Choice(str(role.id), role.name, role.holders) for role in identity.list_roles(actor)]
        filters.append(Filter("role", _("Role"), roles, icon="shield"))
    return filters


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    return identity.narrow_members(
        rows,
        search=state.search,
        status=state.chosen.get("status", ()),
        role_ids=[UUID(value) for value in state.chosen.get("role", ())],
    )


def _load(ids: Sequence[UUID], actor: Actor) -> list[MemberLine]:
    return identity.load_members(ids)


def _actions(actor: Actor) -> list[Action]:
    if not actor.may("create", "member"):
        return []
    invite = "/settings/people/invite"
    return [Action(_("Invite"), invite, icon="user-plus", main=True, dialog=True, key="n")]


PEOPLE: RecordList[MemberLine] = RecordList(
    kind="member",
    name="people",
    path="/settings/people",
    title=gettext_lazy("People"),
    columns=_columns,
    rows=identity.list_seen_members,
    narrow=_narrow,
    orders={"name": by_column("name"), "joined": by_id()},
    load=_load,
    default_sort="name",
    filters=_filters,
    search_label=gettext_lazy("Name or e-mail"),
    actions=_actions,
)
"""The list of members, as every list is told to the house."""


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
        "may_see_as": actor.may("impersonate", "member") and member.id != actor.member_id,
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

    name = forms.CharField(label=pgettext_lazy("a person", "Name"), max_length=200)
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
    try:
        wanted = [UUID(value) for value in request.POST.getlist("role")]
    except ValueError as error:
        raise Missing("There is no such role.") from error
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
