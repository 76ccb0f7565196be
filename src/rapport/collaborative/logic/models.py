"""Tables of the room: services and their versions, who stands where in a form, what was done and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class LogicService(TenantModel):
    """What is answered by itself: `draft` is edited, `live` is the number of the version at work (0: none).

    A lower `position` is weighed first.
    """

    class State(models.TextChoices):
        """Where in its life it is."""

        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Is live")
        RESTING = "resting", _("At rest")

    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT, db_collation="C")
    position = models.IntegerField(default=100)
    draft = models.JSONField(default=dict)
    live = models.IntegerField(default=0)
    owner_id = models.UUIDField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "logic_service"
        indexes = (
            models.Index(fields=("tenant_id", "position", "id"), name="logic_service_position"),
            models.Index(fields=("tenant_id", "created_at", "id"), name="logic_service_created"),
        )


class LogicVersion(TenantModel):
    """A definition that was live; it never changes, and whoever is in its form stays on it."""

    service = models.ForeignKey(
        LogicService, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.IntegerField()
    definition = models.JSONField()
    published_by_id = models.UUIDField(null=True)
    published_at = models.DateTimeField()

    class Meta:
        db_table = "logic_version"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "service", "number"), name="logic_version_number"),
        )


class LogicForm(TenantModel):
    """Where somebody stands in a form, one row for each sender and account; gone once it is ended."""

    account_id = models.UUIDField()
    sender = models.CharField(max_length=320, db_collation="C")
    conversation_id = models.UUIDField()
    version = models.ForeignKey(
        LogicVersion, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    step = models.SmallIntegerField(default=0)
    answers = models.JSONField(default=dict)
    wrong = models.SmallIntegerField(default=0)
    rest = models.CharField(max_length=400, default="")
    way = models.CharField(max_length=8, default="", db_collation="C")
    due_at = models.DateTimeField()
    began_at = models.DateTimeField()

    class Meta:
        db_table = "logic_form"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "account_id", "sender"), name="logic_form_once"),
        )


class LogicTrace(TenantModel):
    """What was done about a message, once: by which service in which version, and why.

    `why` is a code, `detail` what it speaks of; `answer_id` is the message that was written, if any. `plain`
    and `said` are what was asked and answered without signs, by which machines are told from people.
    """

    class Kind(models.TextChoices):
        """What was done."""

        ANSWERED = "answered", _("Answered")
        ASKED = "asked", _("Question asked")
        WRONG = "wrong", _("Asked once more")
        DONE = "done", _("Form completed")
        REFUSED = "refused", _("Did not agree")
        GIVEN_UP = "given-up", _("Form given up")
        HELD = "held", _("Nothing said")
        ENDED = "ended", _("Form ended")

    message_id = models.UUIDField()
    conversation_id = models.UUIDField()
    account_id = models.UUIDField()
    channel = models.CharField(max_length=20, db_collation="C")
    sender = models.CharField(max_length=320, db_collation="C")
    plain = models.CharField(max_length=200, default="")
    said = models.CharField(max_length=200, default="")
    service = models.ForeignKey(
        LogicService, models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.IntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    why = models.CharField(max_length=20, db_collation="C")
    detail = models.CharField(max_length=200, default="")
    answer_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "logic_trace"
        indexes = (
            models.Index(fields=("tenant_id", "at", "id"), name="logic_trace_at"),
            models.Index(fields=("tenant_id", "account_id", "sender", "at"), name="logic_trace_sender"),
            models.Index(fields=("tenant_id", "service", "at", "id"), name="logic_trace_service"),
            models.Index(fields=("tenant_id", "conversation_id", "at"), name="logic_trace_conversation"),
        )
        constraints = (models.UniqueConstraint(fields=("tenant_id", "message_id"), name="logic_trace_once"),)
