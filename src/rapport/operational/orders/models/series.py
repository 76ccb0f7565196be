"""Running numbers, without gaps: the row is locked until the document that takes the number commits."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class NumberSeries(TenantModel):
    """The last number given in a series such as `invoice-2026`."""

    name = models.CharField(max_length=40, db_collation="C")
    last = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "number_series"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "name"), name="number_series_name"),)
