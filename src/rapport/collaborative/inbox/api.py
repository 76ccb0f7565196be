"""The front door of the inbox: notes on conversations, canned replies, rules of routing."""

from rapport.collaborative.inbox.contracts import CannedDraft, ReplyLine, RuleDraft
from rapport.collaborative.inbox.operations.noting import note_thread
from rapport.collaborative.inbox.operations.replies import add_reply
from rapport.collaborative.inbox.operations.ruling import set_rule

__all__ = ["CannedDraft", "ReplyLine", "RuleDraft", "add_reply", "note_thread", "set_rule"]
