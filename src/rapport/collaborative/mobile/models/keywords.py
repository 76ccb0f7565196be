"""Keywords customers send, and what rules answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class SmsKeyword(TenantModel):
    """A word customers send to a number (none: to any): what it subscribes to, whose it is, its answer."""

    account_id = models.UUIDField(null=True)
    word = models.CharField(max_length=40, db_collation="C")
    purpose = models.CharField(max_length=40, default="", blank=True, db_collation="C")
    double = models.BooleanField(default=False)
    question = models.CharField(max_length=600, default="", blank=True)
    answer = models.CharField(max_length=600, default="", blank=True)
    owner_id = models.UUIDField(null=True)
    active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sms_keyword"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "account_id", "word"), name="sms_keyword_word", nulls_distinct=False
            ),
        )


class SmsAnswer(TenantModel):
    """What was decided about a message without anybody: by which keyword, and why."""

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
    keyword_id = models.UUIDField(null=True)
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "sms_answer"
        indexes = (
            models.Index(fields=("tenant_id", "sender", "at"), name="sms_answer_sender"),
            models.Index(fields=("tenant_id", "at", "id"), name="sms_answer_at"),
        )
