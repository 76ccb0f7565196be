"""/notices: what members were told, for programs that carry it elsewhere."""

from datetime import datetime
from uuid import UUID

from ninja import Router

from rapport.kernel.notices.queries import page_notices
from rapport.kernel.rest.api import Answer, ApiRequest, CursorText, Limit, Page

router = Router()


class NoticeOut(Answer):
    """A notice: what happened (`text`, in the caller's language), to what (`subject`), by whom.

    `href` is where it leads, a path of this installation; `at` is when the member was told (UTC).
    """

    id: UUID
    kind: str
    text: str
    subject: str
    who: str
    href: str
    at: datetime
    unread: bool


@router.get("", response=Page[NoticeOut], operation_id="list_notices", summary="List what a member was told")
def list_all(
    request: ApiRequest,
    member_id: UUID,
    unread: bool = False,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Page[NoticeOut]:
    """List a member's notices, newest first; needs the right to view notices of others.

    A member nobody knows has none. Subjects are named as far as the caller may know them.
    """
    lines, after = page_notices(request.actor, member_id=member_id, unread=unread, cursor=cursor, limit=limit)
    return Page[NoticeOut](items=[NoticeOut.model_validate(line) for line in lines], next=after)
