"""The table of frozen ids."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Snapshot(TenantModel):
    """The ids of all records that matched what a member asked, in the order asked for, until it expires."""

    member_id = models.UUIDField()
    asked = models.CharField(max_length=64, db_collation="C")
    ids = ArrayField(models.UUIDField())
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "list_snapshot"
