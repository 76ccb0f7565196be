"""The front door of landing pages and pop-ups."""

from rapport.operational.landing.contracts import PieceDraft, PieceLine, Words
from rapport.operational.landing.operations.answering import count
from rapport.operational.landing.operations.making import create_piece, publish_piece

__all__ = ["PieceDraft", "PieceLine", "Words", "count", "create_piece", "publish_piece"]
