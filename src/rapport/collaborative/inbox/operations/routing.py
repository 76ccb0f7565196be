"""Messages that came: given to whom they belong, with an answer promised; once each, many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from rapport.collaborative.delivery.api import (
    change_conversations,
    count_load,
    find_acquainted,
    find_answered,
    list_conversations,
)
from rapport.collaborative.delivery.contracts import Care
from rapport.collaborative.inbox.models import Agent, RouteDecision, RouteRule
from rapport.collaborative.inbox.rules.routing import (
    Choice,
    Person,
    Rule,
    choose,
    minutes_to_answer,
    tell_language,
)
from rapport.customers.accounts.api import Hours, add_working, read_hours
from rapport.kernel.filters.api import narrow, parse
from rapport.kernel.identity.api import Actor, load_teams
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work, unit_of_work

_A_MINUTE = 1
MOST = 500


def route_messages(messages: Mapping[UUID, UUID], *, actor: Actor) -> int:
    """Route conversations and promise answers (`messages`: conversation → the message that came).

    What was decided for a message is not decided again. Returns how many conversations were changed. A few
    statements and one for each rule, however many came.
    """
    with unit_of_work(actor) as work:
        decided = RouteDecision.objects.filter(message_id__in=tuple(messages.values()))
        known = set(decided.values_list("message_id", flat=True))
        found = list_conversations(actor).filter(
            id__in=[one for one, message in messages.items() if message not in known], state="open"
        )
        rows = list(found.order_by("waiting_since", "id"))
        rules = _match(found, actor)
        choices = _choose(rows, rules, work)
        _keep(choices, messages, work)
        return _write(rows, rules, choices, actor)


def promise_answers(*, actor: Actor) -> int:
    """Promise an answer wherever one is waited for again, since ours did not arrive; some hundreds."""
    with unit_of_work(actor):
        waiting = list_conversations(actor).filter(
            waiting_since__isnull=False, answer_due_at=None, state="open"
        )
        return _write(list(waiting.order_by("waiting_since", "id")[:MOST]), {}, {}, actor)


def _match(found: Any, actor: Actor) -> dict[UUID, Rule]:
    """The first rule that fits each conversation nobody has yet: one statement a rule."""
    matched: dict[UUID, Rule] = {}
    unclaimed = found.filter(assignee_id=None, team_id=None)
    for row in RouteRule.objects.filter(active=True).order_by("position", "id"):
        rest = unclaimed.exclude(id__in=tuple(matched)) if matched else unclaimed
        fits = narrow(rest, parse(row.condition), "conversation", actor=actor) if row.condition else rest
        rule = Rule(row.name, row.team_id, row.member_id, row.skill, row.tag, row.urgent)
        matched.update(dict.fromkeys(fits.values_list("id", flat=True), rule))
    return matched


def _choose(rows: Sequence[Any], rules: Mapping[UUID, Rule], work: Work) -> dict[UUID, Choice]:
    """Who takes what nobody has, each choice seeing the load of those before it."""
    waiting = [row for row in rows if row.assignee_id is None and row.team_id is None]
    people = {one.member_id: one for one in _list_people()}
    if not waiting or not (people or rules):
        return {}
    acquainted = find_acquainted({row.party_id for row in waiting if row.party_id})
    open_now = _is_open(work, read_hours())
    choices = {}
    for row in waiting:
        choice = choose(
            rules.get(row.id),
            list(people.values()),
            language=tell_language(row.preview or row.subject),
            knows=acquainted.get(row.party_id),
            open_now=open_now,
        )
        choices[row.id] = choice
        if choice.member_id in people:
            taker = people[choice.member_id]
            people[taker.member_id] = replace(taker, load=taker.load + 1)
    return choices


def _is_open(work: Work, hours: Hours) -> bool:
    """Whether the business works now: a working minute from now is a minute from now."""
    return (add_working(work.now, _A_MINUTE, hours) - work.now).total_seconds() <= 60 * _A_MINUTE


def _list_people() -> list[Person]:
    rows = list(Agent.objects.order_by("member_id"))
    load = count_load([row.member_id for row in rows])
    teams: dict[UUID, set[UUID]] = {}
    for team in load_teams() if rows else ():
        for member, _name in team.members:
            teams.setdefault(member, set()).add(team.id)
    return [
        Person(
            row.member_id,
            load.get(row.member_id, 0),
            row.most,
            row.away,
            frozenset(teams.get(row.member_id, ())),
            frozenset(row.skills),
            frozenset(row.languages),
        )
        for row in rows
    ]


def _keep(choices: Mapping[UUID, Choice], messages: Mapping[UUID, UUID], work: Work) -> None:
    RouteDecision.objects.bulk_create(
        RouteDecision(
            conversation_id=one,
            message_id=messages[one],
            member_id=choice.member_id,
            team_id=choice.team_id,
            reasons=[list(reason) for reason in choice.reasons],
            at=work.now,
        )
        for one, choice in choices.items()
    )


def _write(
    rows: Sequence[Any], rules: Mapping[UUID, Rule], choices: Mapping[UUID, Choice], actor: Actor
) -> int:
    """Give them to whom was chosen, mark them, and promise an answer where somebody waits for one."""
    hours, answered = read_hours(), find_answered([row.id for row in rows])
    first, further = get_setting("inbox.first_answer"), get_setting("inbox.next_answer")
    changes = []
    for row in rows:
        rule, choice, values = rules.get(row.id), choices.get(row.id), dict[str, Any]()
        if choice is not None:
            values |= {"assignee_id": choice.member_id, "team_id": choice.team_id}
        if rule is not None and rule.tag and rule.tag not in row.tags:
            values["tags"] = [*row.tags, rule.tag]
        if row.waiting_since is not None and row.answer_due_at is None:
            minutes = minutes_to_answer(
                first=first,
                further=further,
                answered=row.id in answered,
                urgent=rule is not None and rule.urgent,
            )
            values["answer_due_at"] = add_working(row.waiting_since, minutes, hours)
        if values:
            changes.append(Care(row.id, values))
    change_conversations(changes, actor=actor)
    return len(changes)
