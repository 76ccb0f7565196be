"""What came of contacting one customer by hand: by telephone, by letter, by way of a partner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel
from rapport.operational.marketing.models.campaign import Campaign


class CampaignOutcome(TenantModel):
    """The last that was heard of one customer in a campaign that goes out by hand.

    A call stands here from the moment it is somebody's (`assignee_id`, `task_id`), open until it is done;
    `next_at` is when it is tried next (UTC). Of a letter it is written when something is heard. `outcome` is
    empty until then; `tries` counts how often it was tried, `at` is the last time, `by_id` who said so.
    """

    class State(models.TextChoices):
        """Whether somebody still has to call."""

        OPEN = "open", _("To call")
        DONE = "done", _("Done")

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    state = models.CharField(max_length=4, choices=State.choices, default=State.OPEN, db_collation="C")
    outcome = models.CharField(max_length=16, default="", blank=True, db_collation="C")
    note = models.CharField(max_length=1000, default="", blank=True)
    tries = models.SmallIntegerField(default=0)
    assignee_id = models.UUIDField(null=True)
    task_id = models.UUIDField(null=True)
    next_at = models.DateTimeField(null=True)
    at = models.DateTimeField(null=True)
    by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "campaign_outcome"
        indexes = (
            models.Index(fields=("tenant_id", "next_at", "id"), name="campaign_outcome_next"),
            models.Index(fields=("tenant_id", "campaign", "state", "outcome"), name="campaign_outcome_state"),
            models.Index(
                fields=("tenant_id", "assignee_id", "next_at"),
                condition=models.Q(state="open"),
                name="campaign_outcome_mine",
            ),
            models.Index(fields=("tenant_id", "party"), name="campaign_outcome_party"),
        )
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "campaign", "party"), name="campaign_outcome_once"),
        )
