"""Links to message centres, and parts of messages that wait for the others."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class SmsLink(TenantModel):
    """A link to an operator's message centre (SMSC) over SMPP 3.4; the password is encrypted.

    Of several links a message takes the one with the longest of its `prefixes` (E.164), then the one of the
    best `rank`, then the cheapest (`cost` a part in `currency`).
    """

    class Security(models.TextChoices):
        """What protects the line."""

        TLS = "tls", _("TLS")
        NONE = "none", _("None")

    class Bind(models.TextChoices):
        """How it is bound."""

        TRANSCEIVER = "transceiver", _("One connection both ways")
        PAIR = "pair", _("One to send, one to receive")
        TRANSMITTER = "transmitter", _("Only to send")
        RECEIVER = "receiver", _("Only to receive")

    class Alphabet(models.TextChoices):
        """What its data coding 0 means."""

        GSM = "gsm", _("GSM 03.38")
        LATIN = "latin", _("Latin-1")

    class Long(models.TextChoices):
        """How it takes long messages."""

        UDH8 = "udh8", _("Parts, reference of 8 bits")
        UDH16 = "udh16", _("Parts, reference of 16 bits")
        PAYLOAD = "payload", _("Whole")

    class Ids(models.TextChoices):
        """How receipts name messages."""

        SAME = "same", _("As they were answered")
        DECIMAL = "decimal", _("In decimal what was answered in hexadecimal")

    name = models.CharField(max_length=120)
    host = models.CharField(max_length=254, db_collation="C")
    port = models.IntegerField()
    security = models.CharField(
        max_length=4, choices=Security.choices, default=Security.TLS, db_collation="C"
    )
    system_id = models.CharField(max_length=15, db_collation="C")
    system_type = models.CharField(max_length=12, default="", blank=True, db_collation="C")
    bind = models.CharField(max_length=12, choices=Bind.choices, default=Bind.TRANSCEIVER, db_collation="C")
    alphabet = models.CharField(
        max_length=5, choices=Alphabet.choices, default=Alphabet.GSM, db_collation="C"
    )
    long = models.CharField(max_length=7, choices=Long.choices, default=Long.UDH8, db_collation="C")
    ids = models.CharField(max_length=7, choices=Ids.choices, default=Ids.SAME, db_collation="C")
    window = models.SmallIntegerField(default=10)
    per_second = models.SmallIntegerField(default=0)
    prefixes = ArrayField(models.CharField(max_length=16, db_collation="C"), default=list)
    rank = models.SmallIntegerField(default=1)
    cost = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    currency = models.CharField(max_length=3, default="", db_collation="C")
    active = models.BooleanField(default=True)
    secret = models.BinaryField()
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sms_link"


class SmsFragment(TenantModel):
    """A part of a long message, kept until the others come or too long have not.

    `done`: the message is kept; the part stays a while, so that the same again is known."""

    account_id = models.UUIDField()
    sender = models.CharField(max_length=65, db_collation="C")
    reference = models.IntegerField()
    total = models.SmallIntegerField()
    position = models.SmallIntegerField()
    coding = models.SmallIntegerField()
    content = models.BinaryField()
    done = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "sms_fragment"
