"""What follows an order: money received or given back, invoices, goods sent back."""

from decimal import Decimal

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel
from rapport.operational.orders.models.order import Order


class Payment(TenantModel):
    """Money received for an order, or given back; `amount_minor` is positive in both cases."""

    class Kind(models.TextChoices):
        """Which way the money went."""

        PAYMENT = "payment", _("Payment")
        REFUND = "refund", _("Refund")

    order = models.ForeignKey(Order, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    kind = models.CharField(
        max_length=10, choices=Kind.choices, default=Kind.PAYMENT, db_default="payment", db_collation="C"
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, db_collation="C")
    method = models.CharField(max_length=60, default="", db_default="", blank=True)
    reference = models.CharField(max_length=200, db_collation="C", default="", db_default="", blank=True)
    source = models.CharField(max_length=60, db_collation="C", default="manual", db_default="manual")
    external_id = models.CharField(max_length=100, db_collation="C", default="", db_default="", blank=True)
    received_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "payment"
        constraints = (
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="payment_positive"),
            models.UniqueConstraint(
                fields=("tenant_id", "source", "kind", "external_id"),
                name="payment_external",
                condition=~models.Q(external_id=""),
            ),
        )


class Invoice(TenantModel):
    """The demand for an order's sum, numbered without gaps within its series; a void one keeps its number."""

    class Status(models.TextChoices):
        """What became of the demand."""

        ISSUED = "issued", _("Issued")
        PAID = "paid", _("Paid")
        VOID = "void", _("Void")

    number = models.CharField(max_length=64, db_collation="C")
    order = models.ForeignKey(Order, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.ISSUED, db_default="issued", db_collation="C"
    )
    issued_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    currency = models.CharField(max_length=3, db_collation="C")
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "invoice"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "number"), name="invoice_number"),)
        indexes = (
            models.Index(fields=("tenant_id", "order"), name="invoice_order"),
            models.Index(fields=("tenant_id", "issued_at", "id"), name="invoice_issued"),
        )


class GoodsReturn(TenantModel):
    """Goods that came back, and why; what was given back for them is a payment of kind refund."""

    class Reason(models.TextChoices):
        """Why goods come back."""

        DAMAGED = "damaged", _("Damaged")
        WRONG_ITEM = "wrong_item", _("Wrong item")
        NOT_AS_DESCRIBED = "not_as_described", _("Not as described")
        TOO_LATE = "too_late", _("Arrived too late")
        CHANGED_MIND = "changed_mind", _("Changed their mind")
        OTHER = "other", _("Other")

    number = models.CharField(max_length=64, db_collation="C")
    order = models.ForeignKey(Order, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    reason = models.CharField(max_length=30, choices=Reason.choices, db_collation="C")
    note = models.CharField(max_length=500, default="", db_default="", blank=True)
    received_at = models.DateTimeField()
    currency = models.CharField(max_length=3, db_collation="C")
    value_minor = models.BigIntegerField(default=0, db_default=0)
    source = models.CharField(max_length=60, db_collation="C", default="manual", db_default="manual")
    external_id = models.CharField(max_length=100, db_collation="C", default="", db_default="", blank=True)
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "goods_return"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "number"), name="goods_return_number"),
            models.UniqueConstraint(
                fields=("tenant_id", "source", "external_id"),
                name="goods_return_external",
                condition=~models.Q(external_id=""),
            ),
        )
        indexes = (
            models.Index(fields=("tenant_id", "order"), name="goods_return_order"),
            models.Index(fields=("tenant_id", "received_at", "id"), name="goods_return_received"),
        )


class ReturnLine(TenantModel):
    """How many of which order line came back, and what they were worth, in minor units."""

    goods_return = models.ForeignKey(
        GoodsReturn, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    order_line_id = models.UUIDField()
    quantity = models.DecimalField(max_digits=18, decimal_places=4, default=Decimal(1))
    value_minor = models.BigIntegerField(default=0, db_default=0)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "goods_return_line"
