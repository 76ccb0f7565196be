"""Rules of routing and what agents bring, as whoever runs the inbox sets them."""

from uuid import UUID

from django.db.models import QuerySet

from rapport.collaborative.inbox.contracts import AgentDraft, RuleDraft
from rapport.collaborative.inbox.models import Agent, RouteRule
from rapport.kernel.errors import Clash, Invalid, Missing, Unknown, say
from rapport.kernel.filters.api import InvalidFilter, check, parse
from rapport.kernel.identity.api import Actor, known_members, load_teams
from rapport.kernel.work.api import unit_of_work

MOST_WORDS, LONGEST = 20, 40


def list_rules(actor: Actor) -> QuerySet[RouteRule]:
    """Return the rules in the order they are weighed; raises `Forbidden`."""
    actor.require("view", "routing")
    return RouteRule.objects.order_by("position", "id")


def get_rule(rule_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> RouteRule:
    """Return a rule; raises `Missing`, `Forbidden`."""
    actor.require(verb, "routing")
    rows = RouteRule.objects.filter(id=rule_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such rule.")
    return row


def set_rule(rule_id: UUID | None, draft: RuleDraft, *, actor: Actor) -> UUID:
    """Write a rule, or a new one; returns its id.

    Raises `Missing`, `Forbidden`, `Invalid`, `Unknown` for a member or team there is not, `Clash` for a
    condition that is no filter of conversations.
    """
    actor.require("edit", "routing")
    with unit_of_work(actor) as work:
        row = get_rule(rule_id, actor=actor, verb="edit", lock=True) if rule_id else None
        row = row or RouteRule(created_at=work.now, version=0)
        if not draft.name.strip():
            raise Invalid("A rule has a name.", fields={"name": "A rule has a name."})
        _require(draft.member_id, draft.team_id)
        if draft.condition:
            try:
                check(parse(draft.condition), "conversation", actor=actor)
            except InvalidFilter as error:
                raise Clash(error.message, code=error.code, fields={"condition": error.message}) from error
        row.position, row.name, row.condition = draft.position, draft.name.strip(), draft.condition
        row.team_id, row.member_id, row.skill = draft.team_id, draft.member_id, draft.skill.strip()
        row.tag, row.urgent, row.active = draft.tag.strip(), draft.urgent, draft.active
        row.version += 1
        row.save()
        return row.id


def remove_rule(rule_id: UUID, *, actor: Actor) -> None:
    """Take a rule away; raises `Missing`, `Forbidden`."""
    with unit_of_work(actor):
        get_rule(rule_id, actor=actor, verb="edit", lock=True).delete()


def set_agent(member_id: UUID, draft: AgentDraft, *, actor: Actor) -> None:
    """Say what a member brings, from when on they are given conversations; raises `Unknown`, `Invalid`."""
    actor.require("edit", "routing")
    with unit_of_work(actor):
        _require(member_id, None)
        skills, languages = _words(draft.skills), [one.lower() for one in _words(draft.languages)]
        if any(len(one) != 2 or not one.isascii() for one in languages):
            raise Invalid(
                "Two letters a language.", fields={"languages": "Two letters a language, such as zh."}
            )
        if not 1 <= draft.most <= 1000:
            raise Invalid("1 to 1000.", fields={"most": "1 to 1000."})
        row = Agent.objects.select_for_update().filter(member_id=member_id).first()
        row = row or Agent(member_id=member_id, version=0)
        row.skills, row.languages, row.most, row.away = skills, languages, draft.most, draft.away
        row.version += 1
        row.save()


def drop_agent(member_id: UUID, *, actor: Actor) -> None:
    """Give a member no more conversations by themselves; raises `Missing`, `Forbidden`.

    What they have stays theirs.
    """
    actor.require("edit", "routing")
    with unit_of_work(actor):
        row = Agent.objects.select_for_update().filter(member_id=member_id).first()
        if row is None:
            raise Missing("This member is given no conversations.")
        row.delete()


def _require(member_id: UUID | None, team_id: UUID | None) -> None:
    if member_id is not None and not known_members([member_id]):
        raise Unknown("There is no such member.", fields={"member_id": "There is no such member."})
    if team_id is not None and team_id not in {team.id for team in load_teams()}:
        raise Unknown("There is no such team.", fields={"team_id": "There is no such team."})


def _words(given: tuple[str, ...]) -> list[str]:
    words = list(dict.fromkeys(one.strip() for one in given if one.strip()))
    if len(words) > MOST_WORDS or any(len(one) > LONGEST for one in words):
        most = say("At most %(many)s words of %(most)s characters.", many=MOST_WORDS, most=LONGEST)
        raise Invalid("These are too many.", fields={"skills": most})
    return words
