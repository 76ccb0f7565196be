"""The tenant's exchange rates."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class ExchangeRate(TenantModel):
    """What one unit of `currency` was worth in the tenant's own currency, from `day` until the next rate.

    `source` says where the rate is from, in the words of whoever set it.
    """

    currency = models.CharField(max_length=3, db_collation="C")
    day = models.DateField()
    rate = models.DecimalField(max_digits=24, decimal_places=12)
    source = models.CharField(max_length=60, default="", blank=True, db_default="")

    class Meta:
        db_table = "exchange_rate"
        constraints = (models.CheckConstraint(condition=models.Q(rate__gt=0), name="exchange_rate_positive"),)
        indexes = (models.Index(fields=("tenant_id", "day", "id"), name="exchange_rate_day"),)
