"""The frozen list of a send, and what its people did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel
from rapport.operational.marketing.models.campaign import Campaign


class CampaignRecipient(TenantModel):
    """One customer of the audience as it was at the start: written to, held out, or refused, and why.

    `due_at` is when the letter may leave, `handed_at` when it was given to the channel.
    """

    class State(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", _("Planned")
        HANDED = "handed", _("Given to the channel")
        HELD_OUT = "held-out", _("Held out")
        REFUSED = "refused", _("Not written to")

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, db_collation="C")
    reason = models.CharField(max_length=40, default="", db_collation="C")
    variant = models.CharField(max_length=1, default="", db_collation="C")
    address = models.CharField(max_length=320, default="", db_collation="C")
    due_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    delivery_id = models.UUIDField(null=True)

    class Meta:
        db_table = "campaign_recipient"
        indexes = (
            models.Index(
                fields=("tenant_id", "campaign", "due_at", "id"),
                condition=models.Q(state="planned"),
                name="campaign_recipient_due",
            ),
            models.Index(
                fields=("tenant_id", "campaign", "state", "reason"), name="campaign_recipient_state"
            ),
            models.Index(fields=("tenant_id", "party"), name="campaign_recipient_party"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "campaign", "party"), name="campaign_recipient_once"
            ),
        )


class CampaignLink(TenantModel):
    """A place a letter leads to; who follows it comes by way of us."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.SmallIntegerField()
    url = models.CharField(max_length=2000, db_collation="C")

    class Meta:
        db_table = "campaign_link"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "campaign", "number"), name="campaign_link_number"),
        )


class CampaignResponse(TenantModel):
    """The first time a recipient opened, or followed a link; `machine` where a program probably did."""

    class Kind(models.TextChoices):
        """What was done."""

        OPEN = "open", _("Opened")
        CLICK = "click", _("Followed a link")

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    delivery_id = models.UUIDField()
    kind = models.CharField(max_length=5, choices=Kind.choices, db_collation="C")
    link = models.SmallIntegerField(default=0)
    machine = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = "campaign_response"
        indexes = (models.Index(fields=("tenant_id", "party"), name="campaign_response_party"),)
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "campaign", "delivery_id", "kind", "link", "machine"),
                name="campaign_response_once",
            ),
        )


class CampaignLead(TenantModel):
    """A recipient whose answer became a task for sales, once in a campaign."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    task_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "campaign_lead"
        indexes = (models.Index(fields=("tenant_id", "party"), name="campaign_lead_party"),)
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "campaign", "party"), name="campaign_lead_once"),
        )
