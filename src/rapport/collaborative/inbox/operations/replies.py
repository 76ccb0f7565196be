"""Canned replies: written with places to fill, filled for a conversation."""

from uuid import UUID

from django.db.models import Q, QuerySet

from rapport.collaborative.delivery.api import get_conversation, name_parties
from rapport.collaborative.inbox.contracts import CannedDraft, ReplyLine
from rapport.collaborative.inbox.models import CannedReply
from rapport.kernel.errors import Clash, Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.merge_text.api import fill, parse
from rapport.kernel.work.api import unit_of_work

PLACES = ("name", "first_name", "subject", "agent")
"""What a canned reply may ask for: the customer's names, the conversation's subject, who answers."""
FOUND = 8


def list_replies(actor: Actor) -> QuerySet[CannedReply]:
    """Return the replies the actor may use, everybody's and their own; raises `Forbidden`."""
    actor.require("view", "conversation")
    own = Q(owner_id=actor.member_id) if actor.member_id else Q(owner_id=None)
    return CannedReply.objects.filter(own | Q(owner_id=None))


def get_reply(reply_id: UUID, *, actor: Actor, lock: bool = False) -> ReplyLine:
    """Return a reply; raises `Missing`."""
    return line_of(_find(reply_id, actor, lock=lock))


def add_reply(draft: CannedDraft, *, actor: Actor) -> ReplyLine:
    """Write a reply, one's own or everybody's.

    Raises `Forbidden`, `Invalid`, `Clash` (a shortcut that is taken, a place there is not).
    """
    with unit_of_work(actor) as work:
        row = CannedReply(created_at=work.now, version=0)
        return _write(row, draft, actor)


def change_reply(reply_id: UUID, draft: CannedDraft, *, actor: Actor) -> ReplyLine:
    """Rewrite a reply; raises `Missing`, `Forbidden`, `Invalid`, `Clash`."""
    with unit_of_work(actor):
        return _write(_find(reply_id, actor, lock=True), draft, actor)


def remove_reply(reply_id: UUID, *, actor: Actor) -> None:
    """Take a reply away; raises `Missing`, `Forbidden`."""
    with unit_of_work(actor):
        row = _find(reply_id, actor, lock=True)
        _may_write(row.owner_id is not None, actor)
        row.delete()


def find_replies(conversation_id: UUID, words: str, *, actor: Actor) -> list[tuple[str, str, str]]:
    """Return (shortcut, name, text filled for this conversation) of the few replies that begin so.

    Raises `Missing`. What has a place this conversation has nothing for, and no fallback, is given unfilled.
    """
    line = get_conversation(conversation_id, actor=actor)
    parties = name_parties({line.customer_id}, actor) if line.customer_id else {}
    name = parties.get(line.customer_id, "") if line.customer_id else ""
    values = {
        **{"name": name, "first_name": name.split(" ")[0], "subject": line.subject},
        "agent": actor.name,
    }
    begun = Q(shortcut__startswith=words.lower()) | Q(name__istartswith=words)
    rows = list_replies(actor).filter(begun).order_by("shortcut", "id")[:FOUND]
    return [(row.shortcut, row.name, _fill(row.text, values)) for row in rows]


def line_of(row: CannedReply) -> ReplyLine:
    """Return a reply as pages and programs see it."""
    return ReplyLine(row.id, row.name, row.shortcut, row.text, row.owner_id is not None, row.version)


def _fill(text: str, values: dict[str, str]) -> str:
    try:
        return fill(parse(text, PLACES), values)
    except Invalid:
        return text


def _write(row: CannedReply, draft: CannedDraft, actor: Actor) -> ReplyLine:
    _may_write(draft.own and (row.version == 0 or row.owner_id is not None), actor)
    shortcut = draft.shortcut.strip().lstrip("/").lower()
    if not shortcut or not shortcut.replace("-", "").isalnum() or len(shortcut) > 40:
        raise Invalid("A shortcut has letters and digits.", fields={"shortcut": "Letters and digits."})
    if not draft.name.strip() or not draft.text.strip():
        raise Invalid("A reply has a name and a text.", fields={"text": "A reply has a name and a text."})
    try:
        parse(draft.text, PLACES)
    except Invalid as error:
        raise Clash(error.message, code=error.code, fields={"text": error.message}) from error
    if draft.own and actor.member_id is None:
        raise Clash("A program has no replies of its own.", fields={"own": "A program has none of its own."})
    owner = actor.member_id if draft.own else None
    taken = CannedReply.objects.filter(owner_id=owner, shortcut=shortcut).exclude(id=row.id)
    if taken.exists():
        raise Clash("This shortcut is taken.", fields={"shortcut": "This shortcut is taken."})
    row.name, row.shortcut, row.text, row.owner_id = draft.name.strip(), shortcut, draft.text, owner
    row.version += 1
    row.save()
    return line_of(row)


def _may_write(own: bool, actor: Actor) -> None:
    actor.require("edit", "conversation" if own else "routing")


def _find(reply_id: UUID, actor: Actor, *, lock: bool = False) -> CannedReply:
    rows = list_replies(actor).filter(id=reply_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such reply.")
    return row
