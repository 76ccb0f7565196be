"""Tables of connected shops."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class ShopConnection(TenantModel):
    """A shop that reports its orders and customers at a webhook endpoint, which holds its secret.

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

    endpoint = models.ForeignKey(
        "webhooks.WebhookEndpoint", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, db_collation="C")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=60, db_collation="C")
    guests = models.CharField(
        max_length=20, choices=Guests.choices, default=Guests.CUSTOMERS, db_collation="C"
    )
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "shop_connection"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "source"), name="shop_connection_source"),
            models.UniqueConstraint(fields=("tenant_id", "endpoint"), name="shop_connection_endpoint"),
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
