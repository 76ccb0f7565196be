"""What an agent does with a conversation: take it, give it, close it, put it off, mark it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from rapport.collaborative.delivery.api import change_conversations, get_conversation
from rapport.collaborative.delivery.contracts import Care, ConversationLine
from rapport.collaborative.inbox.contracts import UNTIL_ANSWER
from rapport.kernel.errors import Invalid, Unknown, say
from rapport.kernel.identity.api import Actor, known_members, load_teams
from rapport.kernel.work.api import unit_of_work

MOST_TAGS, LONGEST_TAG = 20, 40


def change_thread(
    conversation_id: UUID, values: Mapping[str, Any], *, version: int | None = None, actor: Actor
) -> ConversationLine:
    """Change any of state, assignee_id, team_id, snoozed_until (UTC) and tags.

    Raises `Missing`, `Unknown` for a member or team there is not, `Invalid` for a moment that is past or tags
    that are too many, `Conflict` for another version, `Clash` for one put together with another.
    """
    given = dict(values)
    with unit_of_work(actor) as work:
        _require(given)
        until = given.get("snoozed_until")
        if until is not None and until <= work.now:
            raise Invalid("This moment is past.", fields={"snoozed_until": "This moment is past."})
        if "tags" in given:
            given["tags"] = read_tags(given["tags"])
        return change_conversations([Care(conversation_id, given, version)], actor=actor)[0]


def assign_thread(
    conversation_id: UUID,
    *,
    member_id: UUID | None = None,
    team_id: UUID | None = None,
    version: int | None = None,
    actor: Actor,
) -> ConversationLine:
    """Give a conversation to a member, a team, both or nobody; raises `Missing`, `Unknown`, `Conflict`."""
    values = {"assignee_id": member_id, "team_id": team_id}
    return change_thread(conversation_id, values, version=version, actor=actor)


def close_thread(conversation_id: UUID, *, version: int | None = None, actor: Actor) -> ConversationLine:
    """Close a conversation: nobody waits in it any more. What the customer writes opens it again."""
    return change_thread(conversation_id, {"state": "closed"}, version=version, actor=actor)


def reopen_thread(conversation_id: UUID, *, version: int | None = None, actor: Actor) -> ConversationLine:
    """Open a conversation again, awake."""
    values = {"state": "open", "snoozed_until": None}
    return change_thread(conversation_id, values, version=version, actor=actor)


def snooze_thread(
    conversation_id: UUID, until: datetime | None, *, version: int | None = None, actor: Actor
) -> ConversationLine:
    """Put a conversation off until a moment (UTC), or until the customer writes where it is none.

    A message of the customer ends it in any case. Raises `Missing`, `Invalid` for a moment that is past.
    """
    values = {"state": "open", "snoozed_until": until or UNTIL_ANSWER}
    return change_thread(conversation_id, values, version=version, actor=actor)


def tag_thread(
    conversation_id: UUID, tags: list[str], *, version: int | None = None, actor: Actor
) -> ConversationLine:
    """Mark a conversation by these words and no others, each once; raises `Missing`, `Invalid`."""
    return change_thread(conversation_id, {"tags": tags}, version=version, actor=actor)


def add_tag(conversation_id: UUID, tag: str, *, actor: Actor) -> ConversationLine:
    """Add a word to those a conversation is marked by."""
    with unit_of_work(actor):
        line = get_conversation(conversation_id, actor=actor, verb="edit")
        return tag_thread(conversation_id, [*line.tags, tag], version=line.version, actor=actor)


def drop_tag(conversation_id: UUID, tag: str, *, actor: Actor) -> ConversationLine:
    """Take a word off a conversation."""
    with unit_of_work(actor):
        line = get_conversation(conversation_id, actor=actor, verb="edit")
        rest = [one for one in line.tags if one != tag]
        return tag_thread(conversation_id, rest, version=line.version, actor=actor)


def read_holder(to: str, actor: Actor) -> dict[str, UUID | None]:
    """Return the values that give a conversation to `me`, `nobody`, `member.ID` or `team.ID`.

    Who takes it from a team leaves it with the team. Raises `Invalid`, `Unknown`.
    """
    kind, _dot, wanted = to.partition(".")
    if kind == "nobody":
        return {"assignee_id": None, "team_id": None}
    if kind == "me" and actor.member_id is not None:
        return {"assignee_id": actor.member_id}
    try:
        one = UUID(wanted)
    except ValueError:
        kind = ""
    if kind not in ("member", "team"):
        raise Invalid("Whose shall it be?", fields={"to": "Whose shall it be?"})
    values: dict[str, UUID | None] = (
        {"assignee_id": one} if kind == "member" else {"assignee_id": None, "team_id": one}
    )
    _require(values)
    return values


def _require(values: Mapping[str, Any]) -> None:
    """Raise `Unknown` for a member or team there is not."""
    member, team = values.get("assignee_id"), values.get("team_id")
    if member is not None and not known_members([member]):
        raise Unknown("There is no such member.", fields={"assignee_id": "There is no such member."})
    if team is not None and team not in {one.id for one in load_teams()}:
        raise Unknown("There is no such team.", fields={"team_id": "There is no such team."})


def read_tags(tags: Sequence[str]) -> list[str]:
    """Return the words, each once; raises `Invalid`."""
    cleaned = list(dict.fromkeys(one.replace("\0", "").strip() for one in tags if one.strip()))
    if len(cleaned) > MOST_TAGS or any(len(one) > LONGEST_TAG for one in cleaned):
        most = say("At most %(many)s words of %(most)s characters.", many=MOST_TAGS, most=LONGEST_TAG)
        raise Invalid("These tags are too many or too long.", fields={"tags": most})
    return cleaned
