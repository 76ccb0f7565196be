"""Reactions to facts: whoever a page or server identified, whom a trigger fired for, who is forgotten."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from rapport.bigdata.ingest.events import VisitorIdentified
from rapport.bigdata.realtime.api import forget_visitors as forget_live
from rapport.bigdata.realtime.events import TriggerFired
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.customers.visitors.contracts import Identified
from rapport.customers.visitors.events import VisitorForgotten
from rapport.customers.visitors.operations.linking import link_visitors
from rapport.customers.visitors.operations.profiles import Profiles
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope

TRIGGERS, FIRED = "visitors.triggers", (TriggerFired.name,)
CONSUMER = "visitors.identified"
FACTS = (VisitorIdentified.name,)
FORGETTERS, FORGOTTEN = "visitors.forgotten", (VisitorForgotten.name,)


def follow_visitors(batch: Sequence[Envelope]) -> None:
    """Tie the visitors of a batch to customers; what is known already stays as it is."""
    said = [msgspec.convert(one.payload, Identified, strict=False) for one in batch]
    link_visitors(said, actor=system_actor(batch[0].tenant_id))


def note_triggers(batch: Sequence[Envelope]) -> None:
    """Write what triggers found onto the timelines of visitors who are customers."""
    fired = [msgspec.convert(one.payload, TriggerFired, strict=False) for one in batch]
    known = Profiles().recognise([one.visitor_id for one in fired])
    drafts = [
        TouchDraft(
            known[one.visitor_id], one.happened_at, "trigger.fired", one.trigger, one.thing, channel="web"
        )
        for one in fired
        if one.visitor_id in known
    ]
    record_touches(drafts, actor=system_actor(batch[0].tenant_id))


def forget_visitors(batch: Sequence[Envelope]) -> None:
    """Forget what is live of visitors whose customers were erased."""
    forget_live([msgspec.convert(one.payload["visitor_id"], UUID) for one in batch])
