"""The builds there were: what each took in, made and found; and months beside the rows facts were told of."""

from typing import ClassVar

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class MartBuild(TenantModel):
    """One build of a business's marts; written when it ended."""

    state = models.CharField(max_length=16, db_collation="C")
    full = models.BooleanField()
    facts = models.BigIntegerField()
    tables = models.JSONField()
    failures = models.JSONField()
    started_at = models.DateTimeField()
    seconds = models.FloatField()

    class Meta:
        db_table = "mart_build"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "started_at"], name="mart_build_started")
        ]


class ReckonedMonth(TenantModel):
    """A month of a ledger: what the marts and what the rows facts were told of sum up to, in minor units."""

    ledger = models.CharField(max_length=40, db_collation="C")
    month = models.DateField()
    currency = models.CharField(max_length=3, db_collation="C")
    records = models.BigIntegerField()
    minor = models.BigIntegerField()
    source_records = models.BigIntegerField()
    source_minor = models.BigIntegerField()
    reckoned_at = models.DateTimeField()

    class Meta:
        db_table = "mart_reckoned_month"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("tenant_id", "ledger", "month", "currency"), name="mart_reckoned_month_once"
            )
        ]
