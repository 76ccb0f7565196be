"""The table of jobs: what shall be done for a tenant, how far it is, what became of it."""

from django.db import models
from django.db.models import Q

from rapport.kernel.tenancy.api import TenantModel


class Job(TenantModel):
    """One piece of background work; `args` holds ids only, `key` keeps a second one like it from waiting."""

    class State(models.TextChoices):
        """Where a job is."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=80, db_collation="C")
    lane = models.CharField(max_length=10, db_collation="C")
    key = models.CharField(max_length=200, null=True, db_collation="C")
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=State.QUEUED, db_collation="C")
    priority = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()
    attempt = models.SmallIntegerField(default=0)
    attempts = models.SmallIntegerField(default=5)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    rate = models.FloatField(null=True)
    message = models.CharField(max_length=500, default="")
    error = models.CharField(max_length=2000, default="")
    result = models.JSONField(null=True)
    created_by_id = models.UUIDField(null=True)
    created_by_kind = models.CharField(max_length=10, default="system")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, default="")

    class Meta:
        db_table = "job"
        indexes = (
            models.Index(fields=("lane", "due_at"), condition=Q(state="queued"), name="job_waiting"),
            models.Index(fields=("heartbeat_at",), condition=Q(state="running"), name="job_running"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "kind", "key"), condition=Q(state="queued"), name="job_key_waiting"
            ),
        )
