"""Tables of the room: forms with their fields, the texts people agreed to, entries, and what differs."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.kernel.tenancy.api import TenantModel


class CaptureForm(TenantModel):
    """A form strangers fill in; `key` is its address, known to the whole installation.

    `locale` is empty where the visitor's language decides. `sites` are the origins that may frame it and send
    to it. Entries go to `unit`, `owner_id` and get `tags`; `confirm` asks to confirm the address first.
    """

    class State(models.TextChoices):
        """Whether it takes entries."""

        OPEN = "open", _("Open")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")

    key = models.CharField(max_length=32, db_collation="C")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN, db_collation="C")
    title = models.CharField(max_length=200)
    intro = models.CharField(max_length=2000, default="", blank=True)
    button = models.CharField(max_length=60, default="", blank=True)
    thanks = models.CharField(max_length=1000, default="", blank=True)
    closed_text = models.CharField(max_length=1000, default="", blank=True)
    locale = models.CharField(max_length=12, default="", blank=True, db_collation="C")
    confirm = models.BooleanField(default=False)
    sites = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    owner_id = models.UUIDField(null=True, blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    hourly = models.IntegerField(default=20)
    tell = models.BooleanField(default=True)
    told_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "capture_form"
        constraints = (
            models.UniqueConstraint(fields=("key",), name="capture_form_key"),
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "paused", "closed")), name="capture_form_state"
            ),
            models.CheckConstraint(
                condition=models.Q(locale__in=("", "en", "zh-hans")), name="capture_form_locale"
            ),
        )


class FormField(TenantModel):
    """A field of a form: of the party (`target` names it), one of one's own, a message, a consent."""

    class Kind(models.TextChoices):
        """What the answer becomes."""

        PARTY = "party", _("About the person")
        CUSTOM = "custom", _("Field of your own")
        MESSAGE = "message", _("Message")
        CONSENT = "consent", _("Consent")

    form = models.ForeignKey(
        CaptureForm, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    target = models.CharField(max_length=60, db_collation="C")
    label = models.CharField(max_length=200, default="", blank=True)
    help = models.CharField(max_length=300, default="", blank=True)
    required = models.BooleanField(default=False)

    class Meta:
        db_table = "form_field"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "form", "target"), name="form_field_once"),
        )


class ConsentText(TenantModel):
    """A version of what people agree to by a box: rows are added, never changed; the newest is shown."""

    form = models.ForeignKey(
        CaptureForm, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    purpose = models.CharField(max_length=40, db_collation="C")
    channel = models.CharField(max_length=20, db_collation="C")
    number = models.IntegerField()
    text = models.CharField(max_length=2000)
    digest = models.CharField(max_length=64, db_collation="C")
    since = models.DateTimeField()
    by_name = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "consent_text"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "form", "purpose", "channel", "number"), name="consent_text_version"
            ),
        )


class FormEntry(TenantModel):
    """What one visitor sent: kept as typed, then taken in; `digest` tells two equal ones.

    `agreed` are the consent texts whose boxes were ticked. `asked` are the channels a consent is written down
    for only once the address is confirmed there, `proved` those on which it was.
    """

    class State(models.TextChoices):
        """How far it is."""

        UNCONFIRMED = "unconfirmed", _("Not confirmed")
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken in")
        REFUSED = "refused", _("Refused")

    class Outcome(models.TextChoices):
        """What became of it."""

        NONE = "", "–"
        CREATED = "created", _("New prospect")
        UPDATED = "updated", _("Filled in")
        UNCHANGED = "unchanged", _("Known already")

    form = models.ForeignKey(
        CaptureForm, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    digest = models.CharField(max_length=64, db_collation="C")
    state = models.CharField(max_length=12, choices=State.choices, db_collation="C")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default="", db_collation="C")
    party = models.ForeignKey(
        "party.Party", models.SET_NULL, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    values = models.JSONField(default=dict)
    agreed = ArrayField(models.UUIDField(), default=list)
    email = models.CharField(max_length=320, default="", db_collation="C")
    address = models.CharField(max_length=45, default="", db_collation="C")
    agent = models.CharField(max_length=300, default="")
    page = models.CharField(max_length=300, default="")
    locale = models.CharField(max_length=12, default="", db_collation="C")
    way = models.CharField(max_length=8, default="form", db_collation="C")
    received_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    asked = ArrayField(models.CharField(max_length=20, db_collation="C"), default=list)
    proved = ArrayField(models.CharField(max_length=20, db_collation="C"), default=list)
    taken_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, default="")

    class Meta:
        db_table = "form_entry"
        indexes = (
            models.Index(fields=("tenant_id", "form", "id"), name="form_entry_form"),
            models.Index(fields=("tenant_id", "form", "digest"), name="form_entry_digest"),
            models.Index(fields=("tenant_id", "form", "address", "received_at"), name="form_entry_address"),
            models.Index(fields=("tenant_id", "party"), name="form_entry_party"),
            models.Index(
                fields=("tenant_id", "email", "received_at"),
                name="form_entry_unconfirmed",
                condition=models.Q(state="unconfirmed"),
            ),
            models.Index(
                fields=("tenant_id", "id"), name="form_entry_waiting", condition=models.Q(state="waiting")
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("unconfirmed", "waiting", "taken", "refused")),
                name="form_entry_state",
            ),
        )


class FormDifference(TenantModel):
    """What a stranger typed otherwise than it is kept: nothing was written, somebody decides."""

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open", pgettext_lazy("a difference", "Open")
        TAKEN = "taken", _("Taken over")
        KEPT = "kept", _("Left as it was")

    entry = models.ForeignKey(
        FormEntry, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    field = models.CharField(max_length=60, db_collation="C")
    there = models.CharField(max_length=1000)
    given = models.CharField(max_length=1000)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN, db_collation="C")
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = "form_difference"
        indexes = (
            models.Index(fields=("tenant_id", "entry"), name="form_difference_entry"),
            models.Index(fields=("tenant_id", "party"), name="form_difference_party"),
            models.Index(
                fields=("tenant_id", "id"), name="form_difference_open", condition=models.Q(state="open")
            ),
        )


class FormDay(TenantModel):
    """What came to a form on one day of the business's calendar: looks, entries, and what was turned away."""

    form = models.ForeignKey(
        CaptureForm, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    day = models.DateField()
    looks = models.IntegerField(default=0)
    entries = models.IntegerField(default=0)
    spam = models.IntegerField(default=0)
    limited = models.IntegerField(default=0)

    class Meta:
        db_table = "form_day"
