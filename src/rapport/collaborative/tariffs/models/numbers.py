"""Numbers the business may use, what messages cost there, and how much it spends at most."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class ServiceNumber(TenantModel):
    """A number or short code, in its country with these operators; days in the business's zone.

    Messages leave from it only while it is valid, and only if it can send them.
    """

    class Capability(models.TextChoices):
        """What goes over it."""

        SMS_IN = "sms-in", _("SMS in")
        SMS_OUT = "sms-out", _("SMS out")
        MMS_IN = "mms-in", _("MMS in")
        MMS_OUT = "mms-out", _("MMS out")
        VOICE_IN = "voice-in", _("Calls in")
        VOICE_OUT = "voice-out", _("Calls out")
        KEYWORDS = "keywords", _("Keywords")

    number = models.CharField(max_length=16, db_collation="C")
    country = models.CharField(max_length=2, db_collation="C")
    operators = ArrayField(models.CharField(max_length=60), default=list)
    capabilities = ArrayField(models.CharField(max_length=10, db_collation="C"), default=list)
    owner_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    note = models.CharField(max_length=500, default="", blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "service_number"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "number", "country"), name="service_number_once"),
        )


class MessageTariff(TenantModel):
    """What a part costs and brings from a day on (major units, exact); it never changes, another follows it.

    `number` empty means every own number, `country` empty every country; `prefixes` name an operator.
    """

    class Kind(models.TextChoices):
        """What the message is to the customer."""

        NORMAL = "normal", _("Normal")
        FREE = "free", _("Free to the customer")
        PREMIUM = "premium", _("Premium")

    class Direction(models.TextChoices):
        """Who wrote."""

        OUT = "out", _("Outgoing")
        IN = "in", _("Incoming")

    class Medium(models.TextChoices):
        """What is carried."""

        SMS = "sms", _("SMS")
        MMS = "mms", _("MMS")

    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    direction = models.CharField(max_length=3, choices=Direction.choices, db_collation="C")
    channel = models.CharField(max_length=20, choices=Medium.choices, default="sms", db_collation="C")
    number = models.CharField(max_length=16, default="", blank=True, db_collation="C")
    country = models.CharField(max_length=2, default="", blank=True, db_collation="C")
    operator = models.CharField(max_length=60, default="", blank=True)
    prefixes = ArrayField(models.CharField(max_length=16, db_collation="C"), default=list)
    cost = models.DecimalField(max_digits=20, decimal_places=6)
    price = models.DecimalField(max_digits=20, decimal_places=6)
    currency = models.CharField(max_length=3, db_collation="C")
    valid_from = models.DateField()
    ended_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "message_tariff"


class MessageBudget(TenantModel):
    """At most so much for messages that leave: of the business, a number or a campaign; a month or in all."""

    class Reach(models.TextChoices):
        """Whose messages it counts."""

        BUSINESS = "business", _("Everything the business sends")
        NUMBER = "number", _("One number")
        CAMPAIGN = "campaign", _("One campaign")

    class Period(models.TextChoices):
        """For how long it is."""

        MONTH = "month", _("Each month")
        WHOLE = "whole", _("In all")

    name = models.CharField(max_length=120)
    reach = models.CharField(max_length=8, choices=Reach.choices, db_collation="C")
    number = models.CharField(max_length=16, default="", blank=True, db_collation="C")
    campaign_id = models.UUIDField(null=True)
    period = models.CharField(max_length=5, choices=Period.choices, db_collation="C")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, db_collation="C")
    advertising = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    owner_id = models.UUIDField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "message_budget"
        constraints = (
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="message_budget_amount"),
        )
