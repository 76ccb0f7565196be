"""Runs over many records, and the frozen ids they go through part by part."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class BulkRun(TenantModel):
    """One action on a frozen selection; `batch_id` marks what it wrote, `undo_batch_id` what undid it."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        DONE = "done"
        CANCELLED = "cancelled"
        UNDOING = "undoing"
        UNDONE = "undone"

    kind = models.CharField(max_length=60, db_collation="C")
    action = models.CharField(max_length=60, db_collation="C")
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING, db_collation="C")
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    refusals = models.JSONField(default=list)
    batch_id = models.UUIDField()
    undo_batch_id = models.UUIDField(null=True)
    job_id = models.UUIDField(null=True)
    created_by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "bulk_run"


class BulkPart(TenantModel):
    """Some ids of a run, done together in one transaction."""

    run = models.ForeignKey(BulkRun, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    number = models.IntegerField()
    ids = ArrayField(models.UUIDField())
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bulk_part"
