"""Writes of teams: members who share their work."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.events import TeamChanged
from rapport.kernel.identity.models import Member, Team, TeamMember
from rapport.kernel.identity.operations.recording import as_actor, note


def create_team(name: str, *, actor: Actor) -> Team:
    """Make a team; raises `Conflict` on a taken name."""
    actor.require("create", "team")
    label = name.strip()
    if not label:
        raise Invalid(_("A team needs a name."), fields={"name": _("A team needs a name.")})
    with as_actor(actor):
        if Team.objects.filter(name=label).exists():
            raise Conflict(
                _("There is such a team already."), fields={"name": _("There is such a team already.")}
            )
        team = Team.objects.create(name=label)
        note(TeamChanged(team_id=team.id, label=team.name, members=()))
    return team


def set_team_members(team_id: UUID, member_ids: Collection[UUID], *, actor: Actor) -> Team:
    """Let a team consist of exactly these members."""
    actor.require("edit", "team")
    with as_actor(actor):
        team = _get_for_update(team_id)
        known = set(Member.objects.filter(id__in=member_ids).values_list("id", flat=True))
        if known != set(member_ids):
            raise Missing(_("There is no such member."))
        TeamMember.objects.filter(team_id=team_id).exclude(member_id__in=known).delete()
        present = set(TeamMember.objects.filter(team_id=team_id).values_list("member_id", flat=True))
        TeamMember.objects.bulk_create(
            TeamMember(team=team, member_id=member_id) for member_id in sorted(known - present)
        )
        note(TeamChanged(team_id=team.id, label=team.name, members=tuple(sorted(known))))
    return team


def remove_team(team_id: UUID, *, actor: Actor) -> None:
    """Dissolve a team; its members stay."""
    actor.require("delete", "team")
    with as_actor(actor):
        team = _get_for_update(team_id)
        note(TeamChanged(team_id=team.id, label=team.name, members=()))
        team.delete()


def _get_for_update(team_id: UUID) -> Team:
    team = Team.objects.select_for_update().filter(id=team_id).first()
    if team is None:
        raise Missing(_("There is no such team."))
    return team
