"""/conversations/ID/block and /conversations/ID/decisions, for programs."""

from datetime import datetime
from uuid import UUID

from ninja import Path, Router

from rapport.collaborative.delivery.api import get_conversation, get_conversation_for_update
from rapport.collaborative.inbox.http.bodies import ConversationOut, example
from rapport.collaborative.inbox.operations.blocking import block_sender
from rapport.collaborative.inbox.queries.decisions import list_decisions
from rapport.kernel.rest import api as rest
from rapport.kernel.rest.api import Answer, ApiRequest, Body, Switch, Whole, asks, require_match

blocks, decisions = Router(), Router()
_ONE = "/conversations/{uuid:conversation_id}"


class BlockIn(Body):
    """Whether anything more is taken of who writes in a conversation."""

    model_config = example(blocked=True)

    blocked: Switch


class DecisionOut(Answer):
    """What routing decided when a message came: whether somebody was given it, and why, in words (UTC)."""

    id: UUID
    at: datetime
    given: bool
    words: str


def register_endpoints() -> None:
    """Bring the endpoints."""
    rest.register(f"{_ONE}/block", lambda: blocks, tag="Conversations", kind="conversation")
    rest.register(f"{_ONE}/decisions", lambda: decisions, tag="Conversations", kind="conversation")


@blocks.put(
    "",
    response=ConversationOut,
    operation_id="block_sender",
    summary="Block who writes here",
    openapi_extra=asks("edit:conversation", "view:conversation"),
)
def block(request: ApiRequest, conversation_id: Path[UUID], body: BlockIn) -> ConversationOut:
    """Take nothing more of who writes here and close it, or take it again; with If-Match (412).

    409 for a channel that cannot: only the chat tells one sender from another by more than an address.
    """
    require_match(request, get_conversation_for_update(conversation_id, actor=request.actor).version)
    changed = block_sender(conversation_id, on=body.blocked, actor=request.actor)
    return ConversationOut.model_validate(changed)


@decisions.get(
    "",
    response=Whole[DecisionOut],
    operation_id="list_routing_decisions",
    summary="List decisions of routing",
    openapi_extra=asks("view:conversation"),
)
def list_decided(request: ApiRequest, conversation_id: Path[UUID]) -> Whole[DecisionOut]:
    """List what routing decided about a conversation, the latest twenty first."""
    get_conversation(conversation_id, actor=request.actor)
    found = list_decisions(conversation_id)
    return Whole[DecisionOut](items=[DecisionOut.model_validate(one) for one in found])
