"""What customers wished for by SMS, and what was done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class SmsAnswer(TenantModel):
    """What was done about a message that wants no more, or wants it again, and why.

    Rows of the time when keywords were answered here have other kinds; services do that now.
    """

    class Kind(models.TextChoices):
        """What was done."""

        STOP = "stop", _("Wants no more")
        START = "start", _("Wants it again")
        ASKED = "asked", _("Was asked to confirm")
        CONFIRMED = "confirmed", _("Subscribed")
        ANSWERED = "answered", _("Answered")
        HELD = "held", _("Not answered: too many")

    conversation_id = models.UUIDField()
    message_id = models.UUIDField()
    account_id = models.UUIDField()
    sender = models.CharField(max_length=65, db_collation="C")
    kind = models.CharField(max_length=10, choices=Kind.choices, db_collation="C")
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "sms_answer"
        indexes = (
            models.Index(fields=("tenant_id", "sender", "at"), name="sms_answer_sender"),
            models.Index(fields=("tenant_id", "at", "id"), name="sms_answer_at"),
        )
