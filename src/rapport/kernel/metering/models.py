"""Usage of a tenant, and the plans of the installation."""

from datetime import date
from typing import ClassVar

from django.db import models

from rapport.kernel.tenancy.api import TenantModel

SLOTS = 16
LEVEL_DAY = date(2000, 1, 1)
"""The one day under which a level stands."""


class Usage(TenantModel):
    """How much of a meter a tenant used on a day (UTC); spread over slots, so that writers do not wait."""

    meter = models.CharField(max_length=60, db_collation="C")
    day = models.DateField()
    slot = models.SmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "usage"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "meter", "day", "slot"), name="usage_once"),
        )


class Plan(models.Model):
    """What a business pays (minor units a month) and its quotas by meter."""

    register_table: ClassVar[bool] = True

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    price_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="EUR")
    quotas = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["Plan"]] = models.Manager()

    class Meta:
        db_table = "plan"
