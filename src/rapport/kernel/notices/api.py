"""The front door of notices: register a kind, tell members, read one's own."""

from rapport.kernel.notices.contracts import NoticeDraft, NoticeKind, NoticeLine, Told
from rapport.kernel.notices.operations import mark_read, mark_unread, tell
from rapport.kernel.notices.queries import count_unread, get_notice, page_notices
from rapport.kernel.notices.registry import list_kinds, register_notice

__all__ = [
    "NoticeDraft",
    "NoticeKind",
    "NoticeLine",
    "Told",
    "count_unread",
    "get_notice",
    "list_kinds",
    "mark_read",
    "mark_unread",
    "page_notices",
    "register_notice",
    "tell",
]
