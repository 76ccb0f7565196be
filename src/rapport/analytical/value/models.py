"""What is known of each customer's worth, and of all of them together, since the last counting.

Everything here is derived from purchases and can be counted again, so its rows carry no history of their own.
"""

from typing import ClassVar

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class CustomerWorth(TenantModel):
    """One customer who bought something: measures, scores, segment. Amounts in minor units of the tenant's
    money."""

    party_id = models.UUIDField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    orders = models.IntegerField()
    gross_minor = models.BigIntegerField()
    returned_minor = models.BigIntegerField()
    recency_score = models.SmallIntegerField()
    frequency_score = models.SmallIntegerField()
    monetary_score = models.SmallIntegerField()
    segment = models.CharField(max_length=32, db_collation="C")
    as_of = models.DateTimeField()

    class Meta:
        db_table = "customer_worth"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["tenant_id", "segment", "gross_minor", "party_id"], name="customer_worth_segment"
            ),
            models.Index(fields=["tenant_id", "gross_minor", "party_id"], name="customer_worth_gross"),
        ]


class WorthSummary(TenantModel):
    """All customers of a tenant at the last full counting: the revenue curve, guests, and where scores
    change."""

    as_of = models.DateTimeField()
    currency = models.CharField(max_length=3)
    customers = models.IntegerField()
    revenue_minor = models.BigIntegerField()
    returned_minor = models.BigIntegerField()
    guest_orders = models.IntegerField()
    guest_minor = models.BigIntegerField()
    top_fifth_share = models.FloatField()
    customers_for_eighty = models.IntegerField()
    gini = models.FloatField()
    points = models.JSONField()
    cuts = models.JSONField()

    class Meta:
        db_table = "worth_summary"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id"], name="worth_summary_one_a_tenant")
        ]


class WorthDue(TenantModel):
    """A customer whose purchases changed since their worth was last counted."""

    party_id = models.UUIDField()

    class Meta:
        db_table = "worth_due"
