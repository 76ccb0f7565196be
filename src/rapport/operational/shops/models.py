"""Tables of connected shops."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class ShopConnection(TenantModel):
    """A shop that reports its orders and customers; `secret` is encrypted and never shown again.

    `source` names the shop in orders and in customers' identities.
    """

    class Kind(models.TextChoices):
        """Which software the shop runs."""

        WOOCOMMERCE = "woocommerce", "WooCommerce"
        SHOPIFY = "shopify", "Shopify"

    class Guests(models.TextChoices):
        """What becomes of buyers without an account."""

        CUSTOMERS = "customers", _("Find or make a customer by e-mail address")
        KEEP = "keep", _("Leave them guests")

    kind = models.CharField(max_length=20, choices=Kind.choices, db_collation="C")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=60, db_collation="C")
    secret = models.TextField(default="", blank=True)
    guests = models.CharField(
        max_length=20, choices=Guests.choices, default=Guests.CUSTOMERS, db_collation="C"
    )
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "shop_connection"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "source"), name="shop_connection_source"),
        )


class ShopDelivery(TenantModel):
    """One report of a shop exactly as it came; kept before the shop is answered.

    WooCommerce gives two reports of one second the same id, so a report is known by id and content.
    """

    class Status(models.TextChoices):
        """What became of the report."""

        RECEIVED = "received", _("Received")
        APPLIED = "applied", _("Applied")
        IGNORED = "ignored", _("Not needed")
        FAILED = "failed", _("Failed")

    connection = models.ForeignKey(
        ShopConnection, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    delivery_id = models.CharField(max_length=100, db_collation="C")
    digest = models.BinaryField(max_length=32)
    topic = models.CharField(max_length=100, db_collation="C")
    body = models.BinaryField()
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.RECEIVED, db_collation="C"
    )
    detail = models.CharField(max_length=1000, default="", blank=True)
    subject_kind = models.CharField(max_length=20, default="", blank=True, db_collation="C")
    subject_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "shop_delivery"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "connection", "delivery_id", "digest"), name="shop_delivery_once"
            ),
        )
        indexes = (
            models.Index(fields=("tenant_id", "connection", "received_at", "id"), name="shop_delivery_new"),
        )


class ShopCustomer(TenantModel):
    """How new the last report about a shop's customer was, in milliseconds since 1970."""

    connection = models.ForeignKey(
        ShopConnection, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    external_id = models.CharField(max_length=100, db_collation="C")
    version = models.BigIntegerField(default=0)

    class Meta:
        db_table = "shop_customer"
