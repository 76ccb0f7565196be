"""What each message cost and brought, and the same added up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.tariffs.models.numbers import MessageTariff
from rapport.kernel.tenancy.api import TenantModel


class MessageCharge(TenantModel):
    """What one message cost and brought (major units, exact; null: nobody knew), as its day's tariff said.

    `source_id` is the delivery, or the message where it came in; `month` the first day of its month in the
    business's zone. Who wrote or was written to is not in it.
    """

    class State(models.TextChoices):
        """Whether the money is gone."""

        ASIDE = "aside", _("Set aside")
        SPENT = "spent", _("Spent")

    source_id = models.UUIDField()
    message_id = models.UUIDField()
    conversation_id = models.UUIDField()
    account_id = models.UUIDField()
    group_id = models.UUIDField(null=True)
    number = models.CharField(max_length=320, db_collation="C")
    channel = models.CharField(max_length=20, db_collation="C")
    direction = models.CharField(max_length=3, choices=MessageTariff.Direction.choices, db_collation="C")
    advertises = models.BooleanField(default=False)
    state = models.CharField(max_length=5, choices=State.choices, db_collation="C")
    country = models.CharField(max_length=2, default="", db_collation="C")
    operator = models.CharField(max_length=60, default="")
    kind = models.CharField(max_length=8, choices=MessageTariff.Kind.choices, db_collation="C")
    parts = models.SmallIntegerField(default=1)
    cost = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    price = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    currency = models.CharField(max_length=3, default="", db_collation="C")
    tariff_id = models.UUIDField(null=True)
    month = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "message_charge"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "source_id"), name="message_charge_once"),
        )
        indexes = (
            models.Index(fields=("tenant_id", "at", "id"), name="message_charge_at"),
            models.Index(fields=("tenant_id", "number", "at", "id"), name="message_charge_number"),
            models.Index(fields=("tenant_id", "country", "at", "id"), name="message_charge_country"),
            models.Index(
                fields=("tenant_id", "group_id", "at", "id"),
                condition=models.Q(group_id__isnull=False),
                name="message_charge_group",
            ),
        )


class MessageSpend(TenantModel):
    """Charges added up by what they are asked for, in as many rows as were written: only their sum says.

    Each transaction adds its own row, so that none waits for another; a claim puts them together again.
    """

    month = models.DateField()
    number = models.CharField(max_length=320, db_collation="C")
    group_id = models.UUIDField(null=True)
    country = models.CharField(max_length=2, db_collation="C")
    direction = models.CharField(max_length=3, db_collation="C")
    advertises = models.BooleanField()
    currency = models.CharField(max_length=3, db_collation="C")
    messages = models.IntegerField()
    parts = models.IntegerField()
    unpriced = models.IntegerField()
    cost = models.DecimalField(max_digits=24, decimal_places=6)
    price = models.DecimalField(max_digits=24, decimal_places=6)

    class Meta:
        db_table = "message_spend"
        indexes = (models.Index(fields=("tenant_id", "month", "id"), name="message_spend_month"),)
