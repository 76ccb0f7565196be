"""Reactions to facts: messages that came in are counted."""

from collections.abc import Sequence
from datetime import datetime

from rapport.analytical.forecast.operations.contacts import count_contacts
from rapport.kernel.outbox.api import Envelope

CONSUMER = "forecast.contacts"
FACTS = ("message.received.v1",)


def note_contacts(batch: Sequence[Envelope]) -> None:
    """Count the messages people wrote; what machines answer by themselves is nobody's work."""
    count_contacts(
        (envelope.payload["channel"], datetime.fromisoformat(envelope.payload["at"]))
        for envelope in batch
        if not envelope.payload["automatic"]
    )
