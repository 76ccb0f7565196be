"""Tables of the room: one line per touch, and what people keep about any record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Touch(TenantModel):
    """One line of a party's timeline, written by the room that knows, in its own transaction."""

    class Direction(models.TextChoices):
        """Who began."""

        IN = "in", _("Incoming")
        OUT = "out", _("Outgoing")
        NONE = "", "–"

    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=40, db_collation="C")
    channel = models.CharField(max_length=20, default="", db_collation="C")
    direction = models.CharField(max_length=3, choices=Direction.choices, default="", db_collation="C")
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=1000, default="")
    subject_kind = models.CharField(max_length=40, default="", db_collation="C")
    subject_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, default="")
    batch_id = models.UUIDField(null=True)
    mentions = ArrayField(models.UUIDField(), null=True)

    class Meta:
        db_table = "touch"


class Kept(TenantModel):
    """Something kept about a record of any kind, and about its party where it has one.

    What was removed stays unseen for some days, so that removing can be undone.
    """

    party = models.ForeignKey(
        "party.Party", models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    subject_kind = models.CharField(max_length=40, db_collation="C")
    subject_id = models.UUIDField()
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200, default="")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Note(Kept):
    """What somebody wrote down."""

    body = models.TextField()
    pinned = models.BooleanField(default=False)
    mentions = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        db_table = "note"
        indexes = (
            models.Index(fields=("tenant_id", "party", "id"), name="note_party"),
            models.Index(fields=("tenant_id", "subject_kind", "subject_id", "id"), name="note_subject"),
        )


class Task(Kept):
    """What somebody has to do, by when (UTC)."""

    class Priority(models.IntegerChoices):
        """How urgent."""

        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")

    title = models.CharField(max_length=300)
    body = models.TextField(default="", blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_id = models.UUIDField(null=True, blank=True)
    assignee_id = models.UUIDField(null=True, blank=True)
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    mentions = ArrayField(models.UUIDField(), null=True)

    class Meta:
        db_table = "task"
        indexes = (
            models.Index(fields=("tenant_id", "party", "id"), name="task_party"),
            models.Index(fields=("tenant_id", "subject_kind", "subject_id", "id"), name="task_subject"),
            models.Index(
                fields=("tenant_id", "assignee_id", "due_at", "id"),
                name="task_open",
                condition=models.Q(done_at__isnull=True),
            ),
            models.Index(
                fields=("tenant_id", "due_at", "id"),
                name="task_due",
                condition=models.Q(due_at__isnull=False),
            ),
        )


class Attachment(Kept):
    """A file somebody keeps with a record; the bytes are a blob."""

    blob_id = models.UUIDField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120, default="application/octet-stream")
    size = models.BigIntegerField()

    class Meta:
        db_table = "attachment"
        indexes = (
            models.Index(fields=("tenant_id", "party", "id"), name="attachment_party"),
            models.Index(fields=("tenant_id", "subject_kind", "subject_id", "id"), name="attachment_subject"),
        )
