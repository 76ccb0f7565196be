"""Tables of the room: requests with steps, hashes of who was erased, rules of keeping with runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class DataRequest(TenantModel):
    """What a person asks of the business about their own data, with the day by which it is answered."""

    class Kind(models.TextChoices):
        """What is asked for."""

        ACCESS = "access", _("See what is kept")
        PORTABILITY = "portability", _("Take the data along")
        ERASURE = "erasure", _("Erase")
        RECTIFICATION = "rectification", _("Put right")
        RESTRICTION = "restriction", _("Use no more for now")
        OBJECTION = "objection", _("Object to use")

    class Channel(models.TextChoices):
        """How it came."""

        EMAIL = "email", _("E-mail")
        LETTER = "letter", _("Letter")
        PHONE = "phone", _("Phone")
        FORM = "form", _("Form")
        IN_PERSON = "in_person", _("In person")

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("Identity to check")
        IDENTIFIED = "identified", _("To be answered")
        ANSWERED = "answered", _("Answered")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=14, choices=Kind.choices, db_collation="C")
    channel = models.CharField(max_length=10, choices=Channel.choices, db_collation="C")
    details = models.CharField(max_length=2000, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, db_collation="C")
    received_on = models.DateField()
    due_on = models.DateField()
    extended = models.BooleanField(default=False)
    archive_id = models.UUIDField(null=True)
    archive_until = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "data_request"
        indexes = (
            models.Index(fields=("tenant_id", "due_on", "id"), name="data_request_due"),
            models.Index(fields=("tenant_id", "received_on", "id"), name="data_request_received"),
            models.Index(fields=("tenant_id", "party", "id"), name="data_request_party"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "identified", "answered", "refused", "withdrawn")),
                name="data_request_state_known",
            ),
        )


class RequestStep(TenantModel):
    """What was done about a request: when, by whom, how; its archive's downloads too."""

    request = models.ForeignKey(
        DataRequest, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    what = models.CharField(max_length=12, db_collation="C")
    how = models.CharField(max_length=12, default="", db_collation="C")
    note = models.CharField(max_length=2000, default="", blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        db_table = "request_step"


class Suppression(TenantModel):
    """A keyed hash of a way to reach somebody who was erased; who came back with it is noticed."""

    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    returned_id = models.UUIDField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "suppression"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "digest"), name="suppression_once"),)


class RetentionRule(TenantModel):
    """How long the business keeps one kind of data, in the units of that kind."""

    kind = models.CharField(max_length=40, db_collation="C")
    keep_for = models.IntegerField()
    active = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "retention_rule"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "kind"), name="retention_rule_kind"),)


class RetentionRun(TenantModel):
    """What one night took away by a rule: everything from before a moment, and how much it was."""

    kind = models.CharField(max_length=40, db_collation="C")
    before = models.DateTimeField()
    gone = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "retention_run"
        indexes = (models.Index(fields=("tenant_id", "kind", "at"), name="retention_run_kind"),)
