"""Who is told, what they are told, and each try to tell them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Subscriber(TenantModel):
    """An address that is told facts recorded from `since` on; secrets are encrypted."""

    name = models.CharField(max_length=120)
    url = models.CharField(max_length=2000, db_collation="C")
    facts = ArrayField(models.CharField(max_length=120, db_collation="C"))
    secret = models.BinaryField()
    former_secret = models.BinaryField(null=True)
    former_until = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    ended = models.CharField(max_length=10, default="", db_collation="C")
    since = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "subscriber"


class SubscriberHealth(TenantModel):
    """How sending goes at present: apart from the subscriber, so that history is not full of it."""

    subscriber = models.OneToOneField(
        Subscriber, models.CASCADE, db_constraint=False, db_index=False, related_name="health"
    )
    failures = models.IntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    resting_until = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "subscriber_health"


class SubscriberDispatch(TenantModel):
    """A fact for one subscriber, as it is sent: the body is signed and so never made anew."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    webhook_id = models.UUIDField()
    name = models.CharField(max_length=120, db_collation="C")
    subject_kind = models.CharField(max_length=60, db_collation="C")
    subject_id = models.UUIDField()
    subject_version = models.IntegerField(default=0)
    body = models.TextField()
    state = models.CharField(max_length=10, default="waiting", db_collation="C")
    tries = models.IntegerField(default=0)
    last_status = models.IntegerField(null=True)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "subscriber_dispatch"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "subscriber", "webhook_id"), name="dispatch_once"),
        )
        indexes = (
            models.Index(fields=("tenant_id", "subscriber", "id"), name="dispatch_log"),
            models.Index(
                fields=("tenant_id", "subscriber", "subject_id", "subject_version", "id"),
                condition=models.Q(state="waiting"),
                name="dispatch_waiting",
            ),
        )


class DispatchAttempt(TenantModel):
    """One try to send a dispatch, and what came back."""

    dispatch = models.ForeignKey(SubscriberDispatch, models.CASCADE, db_constraint=False, related_name="+")
    at = models.DateTimeField()
    milliseconds = models.IntegerField()
    status = models.IntegerField(null=True)
    error = models.CharField(max_length=200, default="")
    answer = models.CharField(max_length=500, default="")

    class Meta:
        db_table = "dispatch_attempt"
