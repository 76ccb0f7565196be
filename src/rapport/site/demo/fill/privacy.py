"""Who asked a demo shop about their own data, and how long it keeps calls and notes."""

from datetime import datetime, timedelta
from uuid import UUID

from rapport.customers.privacy.api import move_request, record_request, set_rule
from rapport.customers.privacy.contracts import RequestDraft
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import work_as_of
from rapport.site.demo.records import Shop

ASKED = (
    ("access", "email", 26, "address"),
    ("erasure", "phone", 9, ""),
    ("objection", "letter", 4, "document"),
)
"""What was asked in which way, how many days ago, and how it was checked who asks."""
MONTHS = 36


def fill_privacy(shop: Shop, ids: dict[str, UUID], now: datetime, *, actor: Actor) -> None:
    """Write some requests down, check who asks, and keep the words of the timeline for three years."""
    for person, (kind, channel, days, how) in zip(shop.people, ASKED, strict=False):
        came = now - timedelta(days=days)
        with work_as_of(came):
            draft = RequestDraft(ids[person.ref], kind, channel, came.date())
            line = record_request(draft, actor=actor)
        if how:
            with work_as_of(came + timedelta(hours=5)):
                move_request(line.id, "identify", how=how, actor=actor)
    set_rule("touch", MONTHS, active=True, actor=actor)
