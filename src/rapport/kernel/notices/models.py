"""The table of notices: one row for each member and each thing they are told."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Notice(TenantModel):
    """One member is told one thing; `key` keeps it from being told twice."""

    member_id = models.UUIDField()
    kind = models.CharField(max_length=40, db_collation="C")
    key = models.CharField(max_length=120, db_collation="C")
    subject_id = models.UUIDField()
    values = models.JSONField(default=dict)
    actor_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "member_id", "kind", "key"), name="notice_once"),
        )
        indexes = (
            models.Index(
                fields=("tenant_id", "member_id", "id"),
                name="notice_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(fields=("tenant_id", "created_at"), name="notice_age"),
        )
