"""Digesting a delivery in the background; safe to run twice, since receivers are."""

from uuid import UUID

from django.utils import timezone

from rapport.kernel.errors import RapportError, Upstream
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.webhooks.models import WebhookDelivery
from rapport.kernel.webhooks.operations import KIND
from rapport.kernel.webhooks.queries import delivery_of
from rapport.kernel.webhooks.registry import find_receiver
from rapport.kernel.webhooks.sweeping import empty_digested

SWEEP, DAY = "webhooks.sweep", 86_400
__all__ = ["DAY", "KIND", "SWEEP", "digest_delivery", "run_sweep"]


def digest_delivery(run: JobRun) -> dict[str, str]:
    """Give a delivery to its receiver and note what became of it."""
    delivery_id = UUID(str(run.args["delivery_id"]))
    with as_tenant(run.tenant_id):
        row = WebhookDelivery.objects.select_related("endpoint").filter(id=delivery_id).first()
    receiver = find_receiver(row.endpoint.receiver) if row else None
    if row is None or receiver is None or row.state == "done":
        return {}
    state, reason = "done", ""
    try:
        receiver.handle(delivery_of(row, receiver.name), run.actor)
    except Upstream:
        raise
    except RapportError as refusal:
        state, reason = "refused", refusal.message
    with as_tenant(run.tenant_id):
        WebhookDelivery.objects.filter(id=delivery_id).update(
            state=state, reason=reason[:2000], digested_at=timezone.now()
        )
    return {"state": state, "topic": row.topic}


def run_sweep(run: JobRun) -> dict[str, int]:
    """Empty what was digested long ago and lies in the lake."""
    return {"emptied": empty_digested(actor=run.actor)}
