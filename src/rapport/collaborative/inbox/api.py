"""The front door of the inbox: notes on conversations, canned replies, rules of routing."""

from rapport.collaborative.inbox.contracts import CannedDraft, ReplyLine, RuleDraft
from rapport.collaborative.inbox.operations.noting import note_thread
from rapport.collaborative.inbox.operations.replies import add_reply
from rapport.collaborative.inbox.operations.ruling import set_rule
from rapport.collaborative.inbox.queries.decisions import DecisionLine, register_decisions

__all__ = [
    "CannedDraft",
    "DecisionLine",
    "ReplyLine",
    "RuleDraft",
    "add_reply",
    "note_thread",
    "register_decisions",
    "set_rule",
]
