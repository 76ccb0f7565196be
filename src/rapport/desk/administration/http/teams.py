"""Teams: members who share their work."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.desk.administration.http.answers import answer_form, post_column
from rapport.desk.administration.http.people.parts import tabs
from rapport.kernel.errors import Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import TeamLine, actor_of
from rapport.ui.api import (
    Action,
    Column,
    Empty,
    Link,
    ShortList,
    Tags,
    Toast,
    go_to,
    show_short,
)

MOST_MEMBERS = 500


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The teams of the business."""
    actor = actor_of(request)
    columns: list[Column[TeamLine]] = [
        Link("name", _("Team"), href=lambda team: f"/settings/teams/{team.id}", phone="title"),
        Tags("members", _("People"), lambda team: [name for _id, name in team.members], most=8, grow=True),
    ]
    if actor.may("delete", "team"):
        columns.append(post_column("remove", _("Dissolve"), request, "/settings/teams/{id}/remove"))
    actions = []
    if actor.may("create", "team"):
        actions.append(
            Action(_("New team"), "/settings/teams/new", icon="plus", main=True, dialog=True, key="n")
        )
    listing = ShortList(
        name="teams",
        title=_("Teams"),
        columns=columns,
        rows=identity.list_teams(actor),
        actions=actions,
        empty=Empty(
            _("No teams yet"), _("A team's members share what belongs to one of them."), icon="users"
        ),
    )
    return show_short(request, listing, "administration/list.html", tabs(request))


class TeamForm(forms.Form):
    """What a team is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)


def create(request: HttpRequest) -> HttpResponse:
    """Make a team."""
    return answer_form(
        request,
        TeamForm(request.POST or None),
        _("New team"),
        lambda values: identity.create_team(values["name"], actor=actor_of(request)),
        done="/settings/teams",
        toast=_("Saved"),
    )


def edit(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Choose who belongs to a team."""
    actor = actor_of(request)
    team = next((team for team in identity.list_teams(actor) if team.id == team_id), None)
    if team is None:
        raise Missing(_("There is no such team."))
    people = identity.list_members(actor, status=["active"], limit=MOST_MEMBERS)
    form = forms.Form(
        request.POST if request.method == "POST" else None,
        initial={"members": [str(member_id) for member_id, _name in team.members]},
    )
    form.fields["members"] = forms.MultipleChoiceField(
        label=_("People"),
        choices=[(str(member.id), member.name) for member in people],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    return answer_form(
        request,
        form,
        team.name,
        lambda values: identity.set_team_members(
            team_id, [UUID(value) for value in values["members"]], actor=actor
        ),
        done="/settings/teams",
        toast=_("Saved"),
    )


@require_POST
def remove(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Dissolve a team."""
    identity.remove_team(team_id, actor=actor_of(request))
    return go_to(request, "/settings/teams", Toast(_("The team is dissolved.")))
