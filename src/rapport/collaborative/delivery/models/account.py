"""The business's own ends of channels."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class ChannelAccount(TenantModel):
    """One address of the business on a channel; settings as the channel reads them, secrets encrypted.

    `door` is an unguessable word by which messages handed over from outside find their account.
    `hourly` is how many deliveries an hour may leave at most; none means no cap.
    """

    channel = models.CharField(max_length=20, db_collation="C")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=320, db_collation="C")
    door = models.CharField(max_length=40, db_collation="C")
    active = models.BooleanField(default=False)
    unit_id = models.UUIDField(null=True)
    settings = models.JSONField(default=dict)
    secrets = models.BinaryField(null=True)
    hourly = models.IntegerField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "channel_account"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "channel", "address"), name="channel_account_address"
            ),
            models.UniqueConstraint(fields=("door",), name="channel_account_door"),
        )


class AccountHealth(TenantModel):
    """How an account goes at present: apart from it, so that history is not full of it (times UTC)."""

    account = models.OneToOneField(
        ChannelAccount, models.CASCADE, db_constraint=False, db_index=False, related_name="health"
    )
    sending = models.CharField(max_length=300, default="")
    receiving = models.CharField(max_length=300, default="")
    failing_since = models.DateTimeField(null=True)
    last_in_at = models.DateTimeField(null=True)
    last_out_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_health"
