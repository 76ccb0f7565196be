"""A flood: many messages of many senders, taken in as the web chat takes them, by a process of its own."""

from datetime import UTC, datetime
from uuid import UUID

from rapport.collaborative.delivery.api import find_state, take_in_many
from rapport.collaborative.delivery.contracts import Inbound
from rapport.kernel.errors import Missing
from rapport.kernel.tenancy.api import as_tenant

BATCH, SENDERS = 100, 2_000
RUN = "import sys, django; django.setup(); import inbox_flood; inbox_flood.pour(*sys.argv[1:])"
"""What a process of its own runs, followed by business, account, a name of the flood, and a number."""


def pour(tenant: str, account: str, name: str, wanted: str) -> None:
    """Take so many messages in, a hundred in a transaction; raises `Missing` for an account not at work."""
    with as_tenant(UUID(tenant)):
        place = find_state(UUID(account))
    if place is None:
        raise Missing("This account is not at work.")
    for first in range(0, int(wanted), BATCH):
        batch = [
            Inbound(
                external_id=f"{name}-{number}",
                sender=f"{number % SENDERS:032x}",
                at=datetime.now(UTC),
                text=f"Is anybody there? {number}",
            )
            for number in range(first, min(first + BATCH, int(wanted)))
        ]
        take_in_many([(place, one) for one in batch])
