"""Where senders deliver, what they delivered, and the newest version seen of each thing."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class WebhookEndpoint(TenantModel):
    """A place for one sender; the secrets are encrypted, the former one holds for a day after a change."""

    receiver = models.CharField(max_length=60, db_collation="C")
    name = models.CharField(max_length=120)
    secret = models.BinaryField()
    former_secret = models.BinaryField(null=True)
    former_until = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "webhook_endpoint"


class WebhookDelivery(TenantModel):
    """One call, kept as it came; `key` is the sender's number for it, once in an endpoint."""

    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, db_constraint=False, related_name="+")
    key = models.CharField(max_length=200, db_collation="C")
    topic = models.CharField(max_length=120, db_collation="C")
    headers = models.JSONField()
    body = models.BinaryField()
    state = models.CharField(max_length=10, default="waiting", db_collation="C")
    reason = models.CharField(max_length=2000, default="")
    received_at = models.DateTimeField()
    digested_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_delivery"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "endpoint", "key"), name="webhook_delivery_key"),
        )


class WebhookVersion(TenantModel):
    """The newest version of a sender's thing that took effect: an older one that comes later has none."""

    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, db_constraint=False, related_name="+")
    subject = models.CharField(max_length=200, db_collation="C")
    version = models.DateTimeField()

    class Meta:
        db_table = "webhook_version"
