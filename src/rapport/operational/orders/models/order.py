"""The order, its lines, its addresses and the history of its status."""

from decimal import Decimal

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Order(TenantModel):
    """What somebody ordered, from whichever system; sums are integer minor units of `currency`.

    `source` names the system the number comes from, `external_id` and `source_version` what that system
    calls the order and how new its last report was. A guest's order has no party, only the contact given.
    total = subtotal - discount + shipping, plus tax unless `tax_included` says the prices hold it already.
    A cancellation or adjustment that arrived as a document of its own is an order with negative sums.
    """

    class Kind(models.TextChoices):
        """What sort of document it is."""

        ORDER = "order", _("Order")
        CANCELLATION = "cancellation", _("Cancellation")
        ADJUSTMENT = "adjustment", _("Adjustment")

    class Status(models.TextChoices):
        """How far the order has come."""

        PLACED = "placed", _("Placed")
        PAID = "paid", _("Paid")
        PACKED = "packed", _("Packed")
        SHIPPED = "shipped", _("Shipped")
        DELIVERED = "delivered", _("Delivered")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")
        RETURNED = "returned", _("Returned")
        REFUNDED = "refunded", _("Refunded")

    number = models.CharField(max_length=64, db_collation="C")
    source = models.CharField(max_length=60, db_collation="C", default="manual", db_default="manual")
    external_id = models.CharField(max_length=100, db_collation="C", default="", db_default="", blank=True)
    source_version = models.BigIntegerField(default=0, db_default=0)
    party = models.ForeignKey(
        "party.Party", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    owner_id = models.UUIDField(null=True)
    kind = models.CharField(
        max_length=20, choices=Kind.choices, default=Kind.ORDER, db_default="order", db_collation="C"
    )
    status = models.CharField(
        max_length=20, choices=Status.choices, default=Status.PLACED, db_default="placed", db_collation="C"
    )
    placed_at = models.DateTimeField()
    channel = models.CharField(max_length=40, db_collation="C", default="", db_default="", blank=True)
    country = models.CharField(max_length=2, db_collation="C", default="", db_default="", blank=True)
    currency = models.CharField(max_length=3, db_collation="C")
    tax_included = models.BooleanField(default=False, db_default=False)
    subtotal_minor = models.BigIntegerField(default=0, db_default=0)
    discount_minor = models.BigIntegerField(default=0, db_default=0)
    shipping_minor = models.BigIntegerField(default=0, db_default=0)
    tax_minor = models.BigIntegerField(default=0, db_default=0)
    total_minor = models.BigIntegerField(default=0, db_default=0)
    paid_minor = models.BigIntegerField(default=0, db_default=0)
    refunded_minor = models.BigIntegerField(default=0, db_default=0)
    guest_name = models.CharField(max_length=300, default="", db_default="", blank=True)
    guest_email = models.CharField(max_length=254, db_collation="C", default="", db_default="", blank=True)
    guest_phone = models.CharField(max_length=40, db_collation="C", default="", db_default="", blank=True)
    note = models.TextField(default="", db_default="", blank=True)
    version = models.IntegerField(default=1, db_default=1)
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "sales_order"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "source", "number"), name="sales_order_number"),
            models.UniqueConstraint(
                fields=("tenant_id", "source", "external_id"),
                name="sales_order_external",
                condition=~models.Q(external_id=""),
            ),
        )
        indexes = (
            models.Index(
                models.F("tenant_id"),
                models.F("party"),
                models.F("placed_at").desc(),
                models.F("id"),
                name="sales_order_party",
            ),
            models.Index(fields=("tenant_id", "placed_at", "id"), name="sales_order_placed"),
            models.Index(fields=("tenant_id", "number"), name="sales_order_by_number"),
            models.Index(fields=("tenant_id", "status", "placed_at", "id"), name="sales_order_status"),
            models.Index(
                fields=("tenant_id", "unit", "placed_at", "id"),
                name="sales_order_unit",
                condition=models.Q(unit__isnull=False),
            ),
            models.Index(
                fields=("tenant_id", "batch_id"),
                name="sales_order_batch",
                condition=models.Q(batch_id__isnull=False),
            ),
        )


class OrderLine(TenantModel):
    """One line of an order, keyed (tenant, order, id); sku and description as they were when ordered.

    `discount_minor` is positive and already taken off in `total_minor`, which holds `tax_minor` as well:
    total = quantity x unit price - discount, plus tax unless the order's prices include it.
    `cost_minor` is what the goods cost the business on the order's day, in its own currency; null: not known.
    """

    order = models.ForeignKey(Order, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    position = models.IntegerField()
    sku = models.CharField(max_length=100, db_collation="C", default="", db_default="", blank=True)
    product_id = models.UUIDField(null=True)
    description = models.CharField(max_length=500, default="", db_default="", blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, default=Decimal(1), db_default=1)
    unit_price = models.DecimalField(max_digits=20, decimal_places=6, default=Decimal(0), db_default=0)
    discount_minor = models.BigIntegerField(default=0, db_default=0)
    tax_minor = models.BigIntegerField(default=0, db_default=0)
    total_minor = models.BigIntegerField(default=0, db_default=0)
    cost_minor = models.BigIntegerField(null=True)
    external_id = models.CharField(max_length=100, db_collation="C", default="", db_default="", blank=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "order_line"
        indexes = (
            models.Index(
                fields=("tenant_id", "product_id", "order"),
                name="order_line_product",
                condition=models.Q(product_id__isnull=False),
            ),
            models.Index(
                fields=("tenant_id", "batch_id"),
                name="order_line_batch",
                condition=models.Q(batch_id__isnull=False),
            ),
        )


class OrderAddress(TenantModel):
    """Where an order is billed or delivered, as it stood when ordered."""

    class Purpose(models.TextChoices):
        """What the address is for."""

        BILLING = "billing", _("Billing")
        DELIVERY = "delivery", _("Delivery")

    order = models.ForeignKey(Order, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, db_collation="C")
    name = models.CharField(max_length=300, default="", db_default="", blank=True)
    company = models.CharField(max_length=300, default="", db_default="", blank=True)
    line = models.CharField(max_length=500, default="", db_default="", blank=True)
    city = models.CharField(max_length=200, default="", db_default="", blank=True)
    region = models.CharField(max_length=200, default="", db_default="", blank=True)
    postcode = models.CharField(max_length=20, default="", db_default="", blank=True)
    country = models.CharField(max_length=2, db_collation="C", default="", db_default="", blank=True)
    phone = models.CharField(max_length=40, db_collation="C", default="", db_default="", blank=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "order_address"

    @property
    def shown(self) -> list[str]:
        """The lines of the address as one writes them on a parcel."""
        place = " ".join(part for part in (self.postcode, self.city) if part)
        parts = (self.name, self.company, self.line, place, self.region, self.country, self.phone)
        return [part for part in parts if part]


class StatusChange(TenantModel):
    """One step of an order's life: when (UTC), from which status to which, by whom and why."""

    order = models.ForeignKey(Order, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    before = models.CharField(max_length=20, db_collation="C", default="", db_default="", blank=True)
    after = models.CharField(max_length=20, choices=Order.Status.choices, db_collation="C")
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, default="", db_default="", blank=True)
    reason = models.CharField(max_length=500, default="", db_default="", blank=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "order_status"
