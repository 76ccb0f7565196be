"""The table of what members opened last."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Recent(TenantModel):
    """A member opened a record, last at this moment."""

    member_id = models.UUIDField()
    kind = models.CharField(max_length=60, db_collation="C")
    record_id = models.UUIDField()
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "recent"
