"""/conversations/ID/merge, /split and /moves, for programs."""

from uuid import UUID

from ninja import Path, Router, Status

from rapport.collaborative.inbox.http.bodies import MergeIn, MoveOut, SplitIn
from rapport.collaborative.inbox.operations import moving
from rapport.kernel.rest import api as rest
from rapport.kernel.rest.api import ApiRequest, asks

merges, splits, moves = Router(), Router(), Router()
_EDITS = asks("edit:conversation", "view:conversation")
_ONE = "/conversations/{uuid:conversation_id}"


def register_endpoints() -> None:
    """Bring the endpoints."""
    rest.register(f"{_ONE}/merge", lambda: merges, tag="Conversations", kind="conversation")
    rest.register(f"{_ONE}/split", lambda: splits, tag="Conversations", kind="conversation")
    rest.register(f"{_ONE}/moves", lambda: moves, tag="Conversations", kind="conversation")


@merges.post(
    "",
    response={201: MoveOut},
    operation_id="merge_conversation",
    summary="Put together with another",
    openapi_extra=_EDITS,
)
def merge(request: ApiRequest, conversation_id: Path[UUID], body: MergeIn) -> Status[MoveOut]:
    """Put all messages into another conversation; 409 for one of another account, or with nothing left."""
    moved = moving.merge_threads(conversation_id, body.into, actor=request.actor)
    return Status(201, MoveOut.model_validate(moved))


@splits.post(
    "",
    response={201: MoveOut},
    operation_id="split_conversation",
    summary="Take apart",
    openapi_extra=_EDITS,
)
def split(request: ApiRequest, conversation_id: Path[UUID], body: SplitIn) -> Status[MoveOut]:
    """Begin a conversation of its own with a message and what came after it; 409 for the first message."""
    moved = moving.split_thread(conversation_id, body.message_id, actor=request.actor)
    return Status(201, MoveOut.model_validate(moved))


@moves.post(
    "/{uuid:move_id}/undo",
    response=MoveOut,
    operation_id="undo_conversation_move",
    summary="Take a move back",
    openapi_extra=_EDITS,
)
def undo_move(request: ApiRequest, conversation_id: Path[UUID], move_id: UUID) -> MoveOut:
    """Move the messages back to this conversation; 409 where that was done already."""
    return MoveOut.model_validate(moving.take_move_back(conversation_id, move_id, actor=request.actor))
