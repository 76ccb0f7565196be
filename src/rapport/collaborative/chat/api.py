"""The front door of collaborative.chat."""

from rapport.collaborative.chat.contracts import Asked, Kept, Line, Posted, Reply, Visitor
from rapport.collaborative.chat.operations.signs import sign_here
from rapport.collaborative.chat.operations.taking import take_posted
from rapport.collaborative.chat.operations.telling import TOPIC
from rapport.collaborative.chat.operations.widgets import forget_widgets
from rapport.collaborative.chat.queries.lines import load_asked

__all__ = [
    "TOPIC",
    "Asked",
    "Kept",
    "Line",
    "Posted",
    "Reply",
    "Visitor",
    "forget_widgets",
    "load_asked",
    "sign_here",
    "take_posted",
]
