"""The builds there were: what each took in, what it made, and what its tests found."""

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
