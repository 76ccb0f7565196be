"""Attempts to carry messages out, and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.models.account import ChannelAccount
from rapport.collaborative.delivery.models.conversation import Message
from rapport.kernel.tenancy.api import TenantModel


class Delivery(TenantModel):
    """The attempt to carry one message to one address. `purpose` is empty where the customer waits for it.

    `token` is unguessable: reports and unsubscriptions name the delivery by it. `cost` is in `currency`.
    `group_id` is what many were written for at once; they are held, released and given up together.
    """

    class State(models.TextChoices):
        """How far it is."""

        HELD = "held", _("Held back")
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENDING = "sending", _("Being sent")
        UNCERTAIN = "uncertain", _("Perhaps sent")
        SENT = "sent", _("Sent off")
        DELIVERED = "delivered", _("Delivered")
        READ = "read", _("Read")
        FAILED = "failed", _("Failed")
        REFUSED = "refused", _("Not sent")

    message = models.ForeignKey(
        Message, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        ChannelAccount, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.SET_NULL, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    channel = models.CharField(max_length=20, db_collation="C")
    address = models.CharField(max_length=320, db_collation="C")
    purpose = models.CharField(max_length=40, default="", db_collation="C")
    group_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_collation="C")
    token = models.CharField(max_length=40, db_collation="C")
    external_id = models.CharField(max_length=400, default="", db_collation="C")
    code = models.CharField(max_length=40, default="", db_collation="C")
    detail = models.CharField(max_length=300, default="")
    tries = models.SmallIntegerField(default=0)
    units = models.SmallIntegerField(default=1)
    cost = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    currency = models.CharField(max_length=3, default="", db_collation="C")
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "delivery"
        indexes = (
            models.Index(fields=("tenant_id", "message"), name="delivery_message"),
            models.Index(fields=("tenant_id", "party"), name="delivery_party"),
            models.Index(
                fields=("tenant_id", "account", "due_at", "id"),
                condition=models.Q(state="waiting"),
                name="delivery_waiting",
            ),
            models.Index(
                fields=("channel",),
                condition=models.Q(state__in=("claimed", "sending")),
                name="delivery_held",
            ),
            models.Index(fields=("tenant_id", "account", "sent_at"), name="delivery_account"),
            models.Index(
                fields=("tenant_id", "group_id", "state", "code"),
                condition=models.Q(group_id__isnull=False),
                name="delivery_group",
            ),
            models.Index(
                fields=("tenant_id", "party", "sent_at"),
                condition=~models.Q(purpose=""),
                name="delivery_advertised",
            ),
            models.Index(
                fields=("tenant_id", "account", "external_id"),
                condition=~models.Q(external_id=""),
                name="delivery_external",
            ),
        )
        constraints = (models.UniqueConstraint(fields=("token",), name="delivery_token"),)


class DeliveryPart(TenantModel):
    """One of the parts a message was carried in, where there were several: the other side reports on each."""

    delivery = models.ForeignKey(
        Delivery, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        ChannelAccount, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    position = models.SmallIntegerField()
    external_id = models.CharField(max_length=400, db_collation="C")
    state = models.CharField(
        max_length=10, choices=Delivery.State.choices, default=Delivery.State.SENT, db_collation="C"
    )

    class Meta:
        db_table = "delivery_part"
        indexes = (
            models.Index(fields=("tenant_id", "account", "external_id"), name="delivery_part_external"),
        )


class DeliveryReport(TenantModel):
    """What the other side said of a delivery, as it came; `delivery` is none until that is known."""

    delivery = models.ForeignKey(
        Delivery, models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        ChannelAccount, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    external_id = models.CharField(max_length=400, default="", db_collation="C")
    state = models.CharField(max_length=10, choices=Delivery.State.choices, db_collation="C")
    code = models.CharField(max_length=40, default="", db_collation="C")
    detail = models.CharField(max_length=300, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "delivery_report"
        indexes = (
            models.Index(fields=("tenant_id", "delivery"), name="delivery_report_delivery"),
            models.Index(
                fields=("tenant_id", "account", "external_id"),
                condition=models.Q(delivery=None),
                name="delivery_report_early",
            ),
        )


class Undeliverable(TenantModel):
    """An address nothing more is sent to on a channel, since it bounced for good."""

    channel = models.CharField(max_length=20, db_collation="C")
    address = models.CharField(max_length=320, db_collation="C")
    code = models.CharField(max_length=40, default="", db_collation="C")
    detail = models.CharField(max_length=300, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "undeliverable"
