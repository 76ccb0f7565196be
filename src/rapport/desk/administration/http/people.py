"""People: who works here, what they may, who was invited."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form, post_column
from rapport.desk.administration.http.history import describe_history
from rapport.desk.administration.http.shell import draw_tabs
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import InviteLine, MemberLine, actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Crumb,
    DateTime,
    Empty,
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


class InviteForm(forms.Form):
    """Whom to invite, as what, and where."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        actor = actor_of(request)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=[(str(role.id), role.name) for role in identity.list_role_names()]
        )
        self.fields["unit"] = unit_field(actor)


def unit_field(actor: identity.Actor) -> forms.ChoiceField:
    """Return a field that chooses one of the units the actor may see."""
    units = identity.list_unit_tree(actor) if actor.may("view", "unit") else []
    choices = [("", _("No unit"))] + [(str(unit.id), "　" * unit.depth + unit.name) for unit in units]
    return forms.ChoiceField(label=_("Unit"), choices=choices, required=False)


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail."""
    actor = actor_of(request)
    form = InviteForm(request)
    return answer_form(
        request,
        form,
        _("Invite somebody"),
        lambda values: identity.send_invitation(
            values["email"],
            UUID(values["role"]),
            actor=actor,
            request=request,
            name=values["name"],
            unit_id=UUID(values["unit"]) if values["unit"] else None,
        ),
        done="/settings/invitations",
        toast=_("The invitation is on its way."),
        submit=_("Send the invitation"),
    )


@require_GET
def list_invitations(request: HttpRequest) -> HttpResponse:
    """The invitations nobody accepted yet."""
    actor = actor_of(request)
    columns: list[Column[InviteLine]] = [
        Text("email", _("E-mail"), grow=True, phone="title"),
        Text("name", _("Name")),
        Text("role", _("Role"), phone="under"),
        Text("unit", _("Unit")),
        DateTime("created_at", _("Sent")),
        DateTime("expires_at", _("Good until")),
    ]
    if actor.may("create", "member"):
        columns.append(post_column("withdraw", _("Withdraw"), request, "/settings/invitations/{id}/withdraw"))
    state = read_list_state(request, columns=columns)
    listing = Listing(
        "invitations",
        _("Invitations"),
        columns,
        identity.list_invites(actor),
        state,
        empty=Empty(_("Nobody is invited at present"), icon="mail-open"),
    )
    return answer_list(request, listing, "administration/list.html", tabs(request))


@require_POST
def withdraw(request: HttpRequest, invite_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    identity.withdraw_invite(invite_id, actor=actor_of(request))
    return go_to(request, "/settings/invitations", Toast(_("The invitation is withdrawn.")))


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
