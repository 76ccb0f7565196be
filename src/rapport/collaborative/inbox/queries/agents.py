"""Members as routing sees them: what they bring and how much they have."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from rapport.collaborative.delivery.api import count_load
from rapport.collaborative.inbox.contracts import AgentDraft, AgentLine
from rapport.collaborative.inbox.models import Agent
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, known_members, list_colleagues, list_member_names


def list_agents(actor: Actor) -> list[AgentLine]:
    """Return the active members by name, each with what they bring; raises `Forbidden`. Four statements."""
    actor.require("view", "routing")
    return _lines(list_colleagues())


def get_agent(member_id: UUID, *, actor: Actor) -> AgentLine:
    """Return a member as routing sees them; raises `Missing`, `Forbidden`."""
    actor.require("view", "routing")
    if not known_members([member_id]):
        raise Missing("There is no such member.")
    name = list_member_names([member_id]).get(member_id, "")
    return _lines([(member_id, name)])[0]


def draft_of(line: AgentLine) -> AgentDraft:
    """Return what a member brings as it is written."""
    return AgentDraft(line.skills, line.languages, line.most, line.away)


def _lines(members: Sequence[tuple[UUID, str]]) -> list[AgentLine]:
    ids = [member for member, _name in members]
    known = {row.member_id: row for row in Agent.objects.filter(member_id__in=ids)}
    load, usual = count_load(ids), AgentDraft()
    lines = []
    for member, name in members:
        line = AgentLine(member, name, (), (), usual.most, usual.away, load.get(member, 0), False, 0)
        if row := known.get(member):
            line = replace(
                line,
                skills=tuple(row.skills),
                languages=tuple(row.languages),
                most=row.most,
                away=row.away,
                given=True,
                version=row.version,
            )
        lines.append(line)
    return lines
