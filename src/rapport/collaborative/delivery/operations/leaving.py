"""Leaving: whoever got an advertising message says that they want no more of its kind."""

from rapport.collaborative.delivery.queries.leaving import get_leaving
from rapport.customers.consent.api import ConsentDraft, list_consents, record_consent
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import unit_of_work


def leave(token: str) -> bool:
    """Withdraw consent for what a delivery was sent for, at its address; returns whether that was news.

    Raises `Missing` for a token of no advertising delivery.
    """
    leaving = get_leaving(token)
    actor = system_actor(leaving.tenant_id)
    with unit_of_work(actor):
        for line in list_consents(leaving.party_id, actor=actor):
            same = (line.purpose, line.channel, line.contact)
            if same == (leaving.purpose, leaving.channel, leaving.address) and not line.given:
                return False
        record_consent(
            ConsentDraft(
                party_id=leaving.party_id,
                purpose=leaving.purpose,
                channel=leaving.channel,
                given=False,
                origin="self",
                proof=f"delivery {token}",
                source="unsubscribe",
                contact=leaving.address,
            ),
            actor=actor,
        )
    return True
