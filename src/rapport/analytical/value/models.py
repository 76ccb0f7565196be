"""What is known of each customer's worth, and of all of them together, since the last counting.

Everything here is derived from purchases and can be counted again, so its rows carry no history of their own.
"""

from typing import ClassVar

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class CustomerWorth(TenantModel):
    """One customer who bought something: measures, scores, segment, and what lies ahead within a year where
    that could be learnt. Amounts in minor units of the tenant's money; eight in ten stay within low and high.
    """

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
    alive = models.FloatField(null=True)
    orders_ahead = models.FloatField(null=True)
    ahead_minor = models.BigIntegerField(null=True)
    ahead_low_minor = models.BigIntegerField(null=True)
    ahead_high_minor = models.BigIntegerField(null=True)
    lifetime_minor = models.BigIntegerField(null=True)

    class Meta:
        db_table = "customer_worth"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["tenant_id", "segment", "gross_minor", "party_id"], name="customer_worth_segment"
            ),
            models.Index(fields=["tenant_id", "gross_minor", "party_id"], name="customer_worth_gross"),
            models.Index(fields=["tenant_id", "ahead_minor", "id"], name="customer_worth_ahead"),
            models.Index(
                fields=["tenant_id", "id"],
                name="customer_worth_unsaid",
                condition=models.Q(ahead_minor__isnull=True),
            ),
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


class WorthFit(TenantModel):
    """One time the models were fitted to all purchases: their data, parameters and error, or the refusal."""

    as_of = models.DateTimeField()
    model = models.CharField(max_length=32, default="", db_collation="C")
    refusal = models.CharField(max_length=32, default="", db_collation="C")
    currency = models.CharField(max_length=3)
    first_day = models.DateField(null=True)
    cut_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    customers = models.IntegerField()
    came_back = models.IntegerField()
    parameters = models.JSONField(default=list)
    errors = models.JSONField(null=True)
    groups = models.JSONField(default=list)
    candidates = models.JSONField(default=dict)
    orders_ahead = models.FloatField(default=0.0)
    ahead_minor = models.BigIntegerField(default=0)
    lifetime_minor = models.BigIntegerField(default=0)
    discount_percent = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "worth_fit"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "as_of", "id"], name="worth_fit_as_of")
        ]


class CustomerProfit(TenantModel):
    """What one customer brings and costs, in minor units of the tenant's money: since ever, and in the last
    twelve months (`year_`), which are this calendar month of the tenant's zone and the eleven before it.

    `profit_minor` = known - goods + shipping - serving; null where something was earned and no cost of goods
    is known. `serving` holds what each kind of service came to since ever. Who only costs has a row too.
    """

    party_id = models.UUIDField()
    earned_minor = models.BigIntegerField()
    known_minor = models.BigIntegerField()
    goods_minor = models.BigIntegerField()
    shipping_minor = models.BigIntegerField()
    discount_minor = models.BigIntegerField()
    serving_minor = models.BigIntegerField()
    profit_minor = models.BigIntegerField(null=True)
    year_earned_minor = models.BigIntegerField()
    year_known_minor = models.BigIntegerField()
    year_goods_minor = models.BigIntegerField()
    year_shipping_minor = models.BigIntegerField()
    year_discount_minor = models.BigIntegerField()
    year_serving_minor = models.BigIntegerField()
    year_profit_minor = models.BigIntegerField(null=True)
    serving = models.JSONField(default=dict)
    as_of = models.DateTimeField()

    class Meta:
        db_table = "customer_profit"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "profit_minor", "id"], name="customer_profit_all"),
            models.Index(fields=["tenant_id", "year_profit_minor", "id"], name="customer_profit_year"),
            models.Index(fields=["tenant_id", "serving_minor", "id"], name="customer_profit_serving"),
            models.Index(
                fields=["tenant_id", "id"],
                name="customer_profit_year_unknown",
                condition=models.Q(year_profit_minor__isnull=True),
            ),
            models.Index(
                fields=["tenant_id", "id"],
                name="customer_profit_unknown",
                condition=models.Q(profit_minor__isnull=True),
            ),
        ]


class ProfitSummary(TenantModel):
    """All customers' profit in a period (`all`, `year`) at the last full counting: sums, the curve of profit
    from the best customer down, and that of the cost to serve from the dearest down."""

    period = models.CharField(max_length=8, db_collation="C")
    as_of = models.DateTimeField()
    currency = models.CharField(max_length=3)
    sums = models.JSONField()
    whale = models.JSONField()
    cost_curve = models.JSONField()
    serving = models.JSONField()

    class Meta:
        db_table = "profit_summary"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "period"], name="profit_summary_one_a_period")
        ]
