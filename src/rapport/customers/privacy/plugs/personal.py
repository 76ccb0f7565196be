"""What the house below keeps of people: own fields, recents, and copies in logs, letters and kept answers."""

from rapport.customers.party.api import register_personal
from rapport.customers.party.contracts import PersonalCopy, PersonalTable
from rapport.kernel.webhooks.events import WebhookForgotten


def declare_personal() -> None:
    """Name the tables of the kernel and of this room for exports and erasures."""
    register_personal(
        PersonalTable(table="field_value", column="record_id", ending="delete"),
        PersonalTable(table="recent", column="record_id", ending="delete", given=False),
        PersonalTable(table="data_request", ending="blank", blank={"details": "''"}),
        PersonalTable(
            table="request_step",
            column="request_id",
            through="data_request",
            ending="blank",
            blank={"note": "''"},
            withheld=("by_id", "by_name"),
        ),
        PersonalCopy(table="notice", seen=("values",)),
        PersonalCopy(table="kept_answer", seen=("headers", "body"), binary=("body",)),
        PersonalCopy(table="subscriber_dispatch", seen=("body",)),
        PersonalCopy(
            table="dispatch_attempt", seen=("error", "answer"), blank={"error": "''", "answer": "''"}
        ),
        PersonalCopy(
            table="webhook_delivery",
            seen=("headers", "body", "reason"),
            binary=("body",),
            blank={"headers": "'{}'", "body": "''", "reason": "''"},
            told=lambda row_id: WebhookForgotten(delivery_id=row_id),
        ),
        PersonalCopy(table="rejected_event", seen=("raw", "reason"), binary=("raw",)),
        PersonalCopy(table="parked_fact", seen=("envelope", "reason")),
        PersonalCopy(table="import_reject", seen=("value",), blank={"value": "''"}),
        PersonalCopy(
            table="job",
            seen=("args", "result", "message", "error"),
            blank={"args": "'{}'", "result": "null", "message": "''", "error": "''"},
        ),
        PersonalCopy(
            table="bulk_run",
            seen=("values", "refusals"),
            blank={"values": "'{}'", "refusals": "'{}'"},
        ),
        PersonalCopy(table="view", seen=("name", "query")),
    )
