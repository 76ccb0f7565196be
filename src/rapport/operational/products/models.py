"""Tables of products."""

from decimal import Decimal

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Category(TenantModel):
    """A shelf of the shop; shelves stand in a tree."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=100, db_collation="C")
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "category"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "code"), name="category_code"),)
        indexes = (models.Index(fields=("tenant_id", "parent"), name="category_parent"),)


class Product(TenantModel):
    """Something the shop sells; `name_key` is the case-folded name, by which lists sort and search."""

    class Stage(models.TextChoices):
        """Where in its life a product stands."""

        DESIGN = "design", _("In design")
        LAUNCH = "launch", _("Launch")
        GROWTH = "growth", _("Growth")
        MATURE = "mature", _("Mature")
        DECLINE = "decline", _("Decline")
        RETIRED = "retired", _("Retired")

    sku = models.CharField(max_length=100, db_collation="C")
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300, db_collation="C", default="", db_default="")
    description = models.TextField(default="", db_default="", blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    stage = models.CharField(
        max_length=20, choices=Stage.choices, default=Stage.MATURE, db_default="mature", db_collation="C"
    )
    currency = models.CharField(max_length=3, db_collation="C")
    unit_price = models.DecimalField(max_digits=20, decimal_places=6, default=Decimal(0), db_default=0)
    cost = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    active = models.BooleanField(default=True, db_default=True)
    version = models.IntegerField(default=1, db_default=1)
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "product"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "sku"), name="product_sku"),)
        indexes = (
            models.Index(fields=("tenant_id", "name_key", "id"), name="product_name"),
            models.Index(fields=("tenant_id", "category", "id"), name="product_category"),
            models.Index(
                fields=("tenant_id", "batch_id"),
                name="product_batch",
                condition=models.Q(batch_id__isnull=False),
            ),
        )


class ProductCost(TenantModel):
    """From `since` (a day, UTC) on one piece costs the business so much, until the next row; null: not known.

    The first row of a product also stands for the days before it. `Product.cost` is the newest row's.
    """

    product = models.ForeignKey(
        Product, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    since = models.DateField()
    cost = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    currency = models.CharField(max_length=3, db_collation="C")
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "product_cost"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "product", "since"), name="product_cost_day"),
        )
        indexes = (
            models.Index(
                fields=("tenant_id", "batch_id"),
                name="product_cost_batch",
                condition=models.Q(batch_id__isnull=False),
            ),
        )
