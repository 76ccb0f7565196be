"""Tables of the room: imports, their chunks and rejects, presets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Import(TenantModel):
    """One file on its way in. Its id is the batch of every row it writes."""

    class Status(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("Draft")
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(max_length=40, db_collation="C")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT, db_collation="C")
    file_name = models.CharField(max_length=255)
    file_path = models.CharField(max_length=1000, default="", blank=True)
    file_size = models.BigIntegerField(default=0)
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    preset = models.CharField(max_length=80, default="", blank=True)
    expected_rows = models.BigIntegerField(null=True)
    cancel_asked = models.BooleanField(default=False)
    error = models.CharField(max_length=500, default="", blank=True)
    final_counts = models.JSONField(default=dict)
    undo_counts = models.JSONField(default=dict)
    undo_batch_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, default="", blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)

    class Meta:
        db_table = "import"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    status__in=("draft", "queued", "running", "done", "cancelled", "failed", "undone")
                ),
                name="import_status",
            ),
        )


class ImportChunk(TenantModel):
    """One committed chunk: written in the transaction of its rows, so that a restart goes on behind it."""

    import_run = models.ForeignKey(
        Import, models.CASCADE, db_constraint=False, db_index=False, related_name="+", db_column="import_id"
    )
    number = models.IntegerField()
    rows = models.IntegerField()
    accepted = models.IntegerField()
    rejected = models.IntegerField()
    counts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "import_chunk"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "import_run", "number"), name="import_chunk_number"),
        )


class ImportReject(TenantModel):
    """A row that was not taken: where it stands in the file, which field, why, and what stood there."""

    import_run = models.ForeignKey(
        Import, models.CASCADE, db_constraint=False, db_index=False, related_name="+", db_column="import_id"
    )
    row_number = models.BigIntegerField()
    field = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=60)
    value = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        db_table = "import_reject"
        indexes = (models.Index(fields=("tenant_id", "import_run", "row_number"), name="import_reject_row"),)


class ImportPreset(TenantModel):
    """Layout, mapping and options under a name, for files that come again."""

    kind = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=80)
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "import_preset"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "kind", "name"), name="import_preset_name"),
        )
