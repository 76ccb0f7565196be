"""Campaigns and what they say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Campaign(TenantModel):
    """One send to one audience on one channel, with what it is for and what it may cost.

    `audience` is a filter over customers as JSON, frozen in `campaign_recipient` when it starts; `hold_out`
    is the percentage of those who may be written to that are not, drawn by `seed`. `send_at` is UTC; with
    `local`, each gets it when the business's clock time of that moment comes where they are. `hourly` is how
    many leave in an hour at most. The effect counts purchases within `window_days` of the start. `rest_days`
    keeps apart from other campaigns, unless theirs weighs less by `priority` (9 is the weightiest).
    `excludes` are ids of campaigns whose people are left out. `follow_up` is the answer (open, click) that
    becomes a task for sales, given to the member `follow_up_id`, or to whoever looks after the customer.
    On channels by hand (`rules.by_hand`) there is no account: of a call list `callers` are the members who
    call, between the hours `call_from` and `call_until` of each customer's clock, at most `tries` times, in
    the order `call_order`; what is handed to the partner `partner_id` says by what they `reach` people.
    `budget_minor` and `cost_minor` (what is paid beside the messages) are minor units of `currency`.
    """

    class State(models.TextChoices):
        """Where in its life it is."""

        DRAFT = "draft", _("Draft")
        ASKED = "asked", _("Waits for approval")
        SCHEDULED = "scheduled", _("Scheduled")
        SENDING = "sending", _("Sending")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Done")

    name = models.CharField(max_length=160)
    goal = models.CharField(max_length=500, default="", blank=True)
    hypothesis = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_collation="C")
    channel = models.CharField(max_length=20, default="email", db_collation="C")
    account_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40, default="marketing", db_collation="C")
    audience = models.JSONField(default=dict)
    hold_out = models.SmallIntegerField(default=10)
    seed = models.CharField(max_length=32, db_collation="C")
    send_at = models.DateTimeField(null=True)
    local = models.BooleanField(default=False)
    hourly = models.IntegerField(null=True)
    window_days = models.SmallIntegerField(default=14)
    priority = models.SmallIntegerField(default=5)
    rest_days = models.SmallIntegerField(default=0)
    excludes = models.JSONField(default=list)
    follow_up = models.CharField(max_length=5, default="", blank=True, db_collation="C")
    follow_up_id = models.UUIDField(null=True)
    callers = models.JSONField(default=list)
    call_from = models.SmallIntegerField(default=9)
    call_until = models.SmallIntegerField(default=18)
    call_order = models.CharField(max_length=6, default="lot", db_collation="C")
    tries = models.SmallIntegerField(default=3)
    partner_id = models.UUIDField(null=True)
    reach = models.CharField(max_length=5, default="post", db_collation="C")
    budget_minor = models.BigIntegerField(null=True)
    cost_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, db_collation="C")
    owner_id = models.UUIDField(null=True)
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    asked_by_id = models.UUIDField(null=True)
    approved_by_id = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    flaw = models.CharField(max_length=300, default="")
    version = models.IntegerField(default=1)
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "campaign"
        indexes = (
            models.Index(fields=("tenant_id", "created_at", "id"), name="campaign_created"),
            models.Index(fields=("tenant_id", "name", "id"), name="campaign_name"),
            models.Index(fields=("tenant_id", "send_at", "id"), name="campaign_send"),
            models.Index(
                fields=("state", "send_at"),
                condition=models.Q(state__in=("scheduled", "sending")),
                name="campaign_due",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(hold_out__gte=0, hold_out__lte=90), name="campaign_hold_out"
            ),
            models.CheckConstraint(
                condition=models.Q(window_days__gte=1, window_days__lte=366), name="campaign_window"
            ),
            models.CheckConstraint(
                condition=models.Q(priority__gte=1, priority__lte=9), name="campaign_priority"
            ),
            models.CheckConstraint(
                condition=models.Q(follow_up__in=("", "open", "click")), name="campaign_follow_up"
            ),
            models.CheckConstraint(
                condition=models.Q(call_from__gte=0, call_until__lte=24)
                & models.Q(call_from__lt=models.F("call_until")),
                name="campaign_call_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(call_order__in=("lot", "spent", "recent")), name="campaign_call_order"
            ),
            models.CheckConstraint(condition=models.Q(tries__gte=1, tries__lte=20), name="campaign_tries"),
            models.CheckConstraint(
                condition=models.Q(reach__in=("post", "phone", "email")), name="campaign_reach"
            ),
        )


class CampaignVariant(TenantModel):
    """One of the letters a campaign tries: `blocks` is what its page edits, `share` its weight."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    code = models.CharField(max_length=1, db_collation="C")
    share = models.SmallIntegerField(default=1)
    subject = models.CharField(max_length=300, default="", blank=True)
    preheader = models.CharField(max_length=200, default="", blank=True)
    blocks = models.JSONField(default=list)
    batch_id = models.UUIDField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "campaign_variant"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "campaign", "code"), name="campaign_variant_code"),
        )
