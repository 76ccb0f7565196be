"""Announcing: a PostgreSQL notification sent once the running transaction has committed."""

import json
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
    tenant_id: UUID = current_tenant_id()
    message = json.dumps({"tenant": str(tenant_id), "topic": topic, "hint": hint}, separators=(",", ":"))
    if len(message.encode()) > LONGEST:
        raise ValueError("An announcement is a hint, not a document.")
    transaction.on_commit(lambda: _notify(message), using="default", robust=True)


def _notify(message: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, message])
