"""The table of outgoing letters; it belongs to the installation, not to a tenant."""

from typing import ClassVar

from django.db import models

from rapport.kernel.ids import new_id


class Outgoing(models.Model):
    """A letter on its way; the body is emptied once it is sent."""

    register_table: ClassVar[bool] = True

    class Status(models.TextChoices):
        """What became of a letter; `kept` where no mail server is set."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        KEPT = "kept"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = models.EmailField(max_length=254, db_collation="C")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=300, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "system_mail"
        indexes = (models.Index(fields=("status", "due_at"), name="system_mail_due"),)


class Enclosed(models.Model):
    """A file that travels with a letter; it goes when the letter was sent, or is given up."""

    register_table: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mail_id = models.UUIDField()
    name = models.CharField(max_length=120)
    media = models.CharField(max_length=120, db_collation="C")
    content = models.BinaryField()

    class Meta:
        db_table = "system_mail_file"
        indexes = (models.Index(fields=("mail_id",), name="system_mail_file_of"),)
