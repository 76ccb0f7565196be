"""Tables of the room; conversations themselves are kept by `collaborative.delivery`, named by their id."""

from rapport.collaborative.inbox.models.routing import Agent, RouteDecision, RouteRule
from rapport.collaborative.inbox.models.work import (
    CannedReply,
    Presence,
    ReplyDraft,
    ThreadMention,
    ThreadMove,
)

__all__ = [
    "Agent",
    "CannedReply",
    "Presence",
    "ReplyDraft",
    "RouteDecision",
    "RouteRule",
    "ThreadMention",
    "ThreadMove",
]
