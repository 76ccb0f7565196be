"""Announcing: a PostgreSQL notification sent once the running transaction has committed."""

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connections, transaction

from rapport.kernel.tenancy.api import current_tenant_id

CHANNEL = "rapport_live"
LONGEST = 7900
"""Bytes; PostgreSQL refuses notifications of 8,000."""


def announce(topic: str, **hint: str | int | bool | None) -> None:
    """Tell open pages of the current business that `topic` changed, after the commit.

    `hint` is small and free of personal data (a state, a percentage). It goes out in a statement of its own:
    a notification inside the business's transaction would make all committers wait for each other.
    """
    announce_all([topic], **hint)


def announce_all(topics: Sequence[str], **hint: str | int | bool | None) -> None:
    """The same of several topics with the same hint, in one statement."""
    tenant_id: UUID = current_tenant_id()
    messages = [
        json.dumps({"tenant": str(tenant_id), "topic": one, "hint": hint}, separators=(",", ":"))
        for one in topics
    ]
    if any(len(one.encode()) > LONGEST for one in messages):
        raise ValueError("An announcement is a hint, not a document.")
    transaction.on_commit(lambda: _notify(messages), using="default", robust=True)


def _notify(messages: Sequence[str]) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("select pg_notify(%s, one) from unnest(%s::text[]) one", [CHANNEL, list(messages)])
