"""/conversations, for programs."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.collaborative.delivery.api import (
    assign_customer,
    get_conversation,
    get_conversation_for_update,
    line_of,
    list_conversations,
    list_messages,
)
from rapport.collaborative.delivery.contracts import ConversationLine
from rapport.collaborative.inbox.http.bodies import (
    AnswerIn,
    ConversationChange,
    ConversationOut,
    MessageOut,
    QueueName,
    QueueOut,
    ThreadNoteIn,
    ThreadNoteOut,
    Withdrawn,
    WriterIn,
)
from rapport.collaborative.inbox.http.lists import ORDERS
from rapport.collaborative.inbox.operations import answering, noting, working
from rapport.collaborative.inbox.queries.queues import count_queues, narrow_to
from rapport.kernel.rest import api as rest
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)

router = Router()
_SEES, _EDITS = asks("view:conversation"), asks("edit:conversation", "view:conversation")
_NOTES = asks("create:note", "view:conversation")


def register_endpoints() -> None:
    """Bring the endpoints of the room."""
    rest.register("/conversations", lambda: router, tag="Conversations", kind="conversation")


@router.get(
    "",
    response=Page[ConversationOut],
    operation_id="list_conversations",
    summary="List conversations",
    openapi_extra=_SEES,
)
def list_page(
    request: ApiRequest,
    queue: QueueName | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Annotated[str, sorted_by("last", "waiting", "due", "id")] = "-last",
) -> Page[ConversationOut]:
    """List the conversations of a queue you may see; without one, all but those put together with others."""
    found = list_conversations(request.actor)
    found = narrow_to(found, queue, request.actor) if queue else found.exclude(state="merged")
    rows, after = page_rows(found, cursor=cursor, limit=limit, sort=sort, sorts=ORDERS)
    items = [ConversationOut.model_validate(line_of(row)) for row in rows]
    return Page[ConversationOut](items=items, next=after)


@router.get(
    "/queues",
    response=Whole[QueueOut],
    operation_id="count_queues",
    summary="Count the queues",
    openapi_extra=_SEES,
)
def list_queues(request: ApiRequest) -> Whole[QueueOut]:
    """Count what stands in each queue for you, up to a bound."""
    counted = count_queues(request.actor).values()
    return Whole[QueueOut](items=[QueueOut.model_validate(one) for one in counted])


@router.get(
    "/{uuid:conversation_id}",
    response=ConversationOut,
    operation_id="get_conversation",
    summary="Read a conversation",
    openapi_extra=_SEES,
)
def read_one(request: ApiRequest, conversation_id: UUID, response: HttpResponse) -> ConversationOut:
    """Read a conversation; its ETag serves If-Match."""
    return _out(get_conversation(conversation_id, actor=request.actor), response)


@router.patch(
    "/{uuid:conversation_id}",
    response=ConversationOut,
    operation_id="change_conversation",
    summary="Change a conversation",
    openapi_extra=_EDITS,
)
def change_one(
    request: ApiRequest, conversation_id: UUID, body: ConversationChange, response: HttpResponse
) -> ConversationOut:
    """Give it on, close or open it, put it off, mark it; with If-Match only if nobody else did (412).

    404 for a member or team there is not; 409 for one that was put together with another.
    """
    require_match(request, get_conversation_for_update(conversation_id, actor=request.actor).version)
    values = body.model_dump(exclude_unset=True)
    return _out(working.change_thread(conversation_id, values, actor=request.actor), response)


@router.get(
    "/{uuid:conversation_id}/messages",
    response=Whole[MessageOut],
    operation_id="list_messages",
    summary="List messages",
    openapi_extra=_SEES,
)
def list_said(request: ApiRequest, conversation_id: UUID, before: UUID | None = None) -> Whole[MessageOut]:
    """List the latest fifty messages, the oldest first, or the fifty before one of them."""
    said = list_messages(conversation_id, actor=request.actor, before=before)
    return Whole[MessageOut](items=[MessageOut.model_validate(one) for one in said])


@router.post(
    "/{uuid:conversation_id}/messages",
    response={201: MessageOut},
    operation_id="answer_conversation",
    summary="Answer",
    openapi_extra=_EDITS,
)
def answer(request: ApiRequest, conversation_id: UUID, body: AnswerIn) -> Status[MessageOut]:
    """Write an answer; it leaves when the business's seconds to take it back are over."""
    line = answering.answer_thread(conversation_id, body.text, close=body.close, actor=request.actor)
    return Status(201, MessageOut.model_validate(line))


@router.post(
    "/{uuid:conversation_id}/messages/{uuid:message_id}/withdraw",
    response=Withdrawn,
    operation_id="withdraw_message",
    summary="Take an answer back",
    openapi_extra=_EDITS,
)
def withdraw(request: ApiRequest, conversation_id: UUID, message_id: UUID) -> Withdrawn:
    """Take back an answer that nobody has begun to send; 409 where it is too late."""
    return Withdrawn(text=answering.take_back(conversation_id, message_id, actor=request.actor))


@router.get(
    "/{uuid:conversation_id}/notes",
    response=Whole[ThreadNoteOut],
    operation_id="list_conversation_notes",
    summary="List internal notes",
    openapi_extra=asks("view:conversation", "view:note"),
)
def list_notes(request: ApiRequest, conversation_id: UUID) -> Whole[ThreadNoteOut]:
    """List the notes colleagues left, the newest first."""
    line = get_conversation(conversation_id, actor=request.actor)
    request.actor.require("view", "note")
    found = noting.list_thread_notes(line, actor=request.actor)
    return Whole[ThreadNoteOut](items=[ThreadNoteOut.model_validate(one) for one in found])


@router.post(
    "/{uuid:conversation_id}/notes",
    response={201: ThreadNoteOut},
    operation_id="note_conversation",
    summary="Leave an internal note",
    openapi_extra=_NOTES,
)
def note(request: ApiRequest, conversation_id: UUID, body: ThreadNoteIn) -> Status[ThreadNoteOut]:
    """Leave a note customers never see; 404 for a member there is not."""
    written = noting.note_thread(conversation_id, body.body, mentions=body.mentions, actor=request.actor)
    return Status(201, ThreadNoteOut.model_validate(written))


@router.put(
    "/{uuid:conversation_id}/customer",
    response=ConversationOut,
    operation_id="set_conversation_customer",
    summary="Say who writes here",
    openapi_extra=asks("edit:conversation", "view:conversation", "view:customer"),
)
def set_customer(
    request: ApiRequest, conversation_id: UUID, body: WriterIn, response: HttpResponse
) -> ConversationOut:
    """Say whose what was written and will be written here is; 404 for a customer there is not.

    With If-Match only if nobody changed the conversation since (412).
    """
    require_match(request, get_conversation_for_update(conversation_id, actor=request.actor).version)
    return _out(assign_customer(conversation_id, body.customer_id, actor=request.actor), response)


def _out(line: ConversationLine, response: HttpResponse) -> ConversationOut:
    set_etag(response, line.version)
    return ConversationOut.model_validate(line)
