"""The table of the room: one line for each party that is, or was, a prospect."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Prospect(TenantModel):
    """A party on its way to becoming a customer; the line stays when it has become one, or has not.

    `score` is what the points of `reasons` add up to, 0 to 100, as of `scored_at`.
    """

    class State(models.TextChoices):
        """What became of it so far."""

        OPEN = "open", _("In progress")
        CONVERTED = "converted", _("Customer")
        LOST = "lost", _("Lost")

    class Source(models.TextChoices):
        """By which way it came."""

        FORM = "form", _("Form")
        LIST = "list", _("Contact list")
        CHAT = "chat", _("Chat")
        CALL = "call", _("Call")
        VISIT = "visit", _("Visit")
        REFERRAL = "referral", _("Referral")
        ENTERED = "entered", _("Entered")
        OTHER = "other", _("Other")

    class Interest(models.TextChoices):
        """How warm it is, as somebody judged."""

        UNKNOWN = "", _("Not known")
        COLD = "cold", _("Cold")
        WARM = "warm", _("Warm")
        HOT = "hot", _("Hot")

    class How(models.TextChoices):
        """What made it a customer."""

        ORDER = "order", _("First order")
        HAND = "hand", _("By hand")
        STAGE = "stage", _("Stage was changed")

    class Loss(models.TextChoices):
        """Why it was lost."""

        NO_NEED = "no_need", _("No need")
        NO_ANSWER = "no_answer", _("No answer")
        PRICE = "price", _("Price")
        COMPETITOR = "competitor", _("Bought elsewhere")
        NOT_SUITABLE = "not_suitable", _("Not suitable")
        OTHER = "other", _("Other")

    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, db_collation="C")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ENTERED, db_collation="C")
    detail = models.CharField(max_length=120, default="", blank=True, db_collation="C")
    interest = models.CharField(
        max_length=8, choices=Interest.choices, default="", blank=True, db_collation="C"
    )
    score = models.SmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    scored_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField()
    converted_at = models.DateTimeField(null=True)
    converted_how = models.CharField(max_length=8, choices=How.choices, default="", db_collation="C")
    lost_at = models.DateTimeField(null=True)
    lost_reason = models.CharField(max_length=16, choices=Loss.choices, default="", db_collation="C")
    lost_note = models.CharField(max_length=500, default="", blank=True)
    version = models.IntegerField(default=1)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "prospect"
        indexes = (
            models.Index(fields=("tenant_id", "state", "score", "id"), name="prospect_score"),
            models.Index(fields=("tenant_id", "state", "captured_at", "id"), name="prospect_captured"),
            models.Index(fields=("tenant_id", "score", "id"), name="prospect_score_all"),
            models.Index(fields=("tenant_id", "captured_at", "id"), name="prospect_came"),
            models.Index(
                fields=("tenant_id", "converted_at"),
                name="prospect_converted",
                condition=models.Q(converted_at__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "party"), name="prospect_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "converted", "lost")), name="prospect_state"
            ),
        )
