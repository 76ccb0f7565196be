"""Sources of events, what came from them by the day, their own names of events, and what was kept apart."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.bigdata.ingest.contracts import SYSTEM
from rapport.kernel.tenancy.api import TenantModel

SLOTS = 8
"""Rows a day's count is spread over, so that batches at once do not wait for one another."""


class EventSource(TenantModel):
    """Where events come from; a site's key is public and kept, a server's only as its digest.

    `system` is whose numbers of customers its events hold as `user`.
    """

    class Kind(models.TextChoices):
        """Who holds the key."""

        SITE = "site", _("Web pages (public key)")
        SERVER = "server", _("Servers, apps, devices (secret key)")

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, db_collation="C")
    digest = models.BinaryField(max_length=32)
    key = models.CharField(max_length=60, default="", db_collation="C")
    hint = models.CharField(max_length=8, db_collation="C")
    secret = models.BinaryField()
    origins = ArrayField(models.CharField(max_length=300, db_collation="C"), default=list)
    per_minute = models.IntegerField()
    system = models.CharField(max_length=60, default=SYSTEM, db_collation="C")
    active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "event_source"
        constraints = (models.UniqueConstraint(fields=("digest",), name="event_source_digest"),)


class SourceDay(TenantModel):
    """How much came from a source on a day (UTC), in `SLOTS` parts."""

    source = models.ForeignKey(
        EventSource, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    day = models.DateField()
    slot = models.SmallIntegerField()
    accepted = models.BigIntegerField()
    rejected = models.BigIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "event_source_day"


class EventFile(TenantModel):
    """A file of events of a source: the same content is taken once, under whatever name it comes.

    `rows` is how many were looked at; a taking that was cut short goes on there.
    """

    class State(models.TextChoices):
        """How far it is."""

        TAKING = "taking", _("Being taken")
        DONE = "done", _("Taken")
        REFUSED = "refused", _("Not readable")

    source = models.ForeignKey(
        EventSource, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    digest = models.BinaryField(max_length=32)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.TAKING, db_collation="C")
    reason = models.CharField(max_length=200, default="")
    rows = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "event_file"


class EventName(TenantModel):
    """A name of events a business uses beside the standard ones; there can be so many and no more."""

    name = models.CharField(max_length=80, db_collation="C")
    first_at = models.DateTimeField()

    class Meta:
        db_table = "event_name"


class RejectedEvent(TenantModel):
    """An event that was kept apart, with the reason, until it is taken again or forgotten.

    One of a file has the file's name and its row there, counted from 1 without the heading.
    """

    source = models.ForeignKey(
        EventSource, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    file_name = models.CharField(max_length=255, default="")
    row = models.IntegerField(null=True)
    field = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    raw = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        db_table = "rejected_event"
        indexes = (models.Index(fields=("tenant_id", "source", "id"), name="rejected_event_source"),)
