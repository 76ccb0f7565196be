"""Reactions to facts: whoever a page or server identified."""

from collections.abc import Sequence

import msgspec

from rapport.bigdata.ingest.events import VisitorIdentified
from rapport.customers.visitors.contracts import Identified
from rapport.customers.visitors.operations import link_visitors
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope

CONSUMER = "visitors.identified"
FACTS = (VisitorIdentified.name,)


def follow_visitors(batch: Sequence[Envelope]) -> None:
    """Tie the visitors of a batch to customers; what is known already stays as it is."""
    said = [msgspec.convert(one.payload, Identified, strict=False) for one in batch]
    link_visitors(said, actor=system_actor(batch[0].tenant_id))
