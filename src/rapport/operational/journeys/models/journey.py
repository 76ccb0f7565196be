"""Tables of the room: journeys, their versions and edits, who is on the way, what was done for them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Journey(TenantModel):
    """What happens to one customer after another; `seed` draws lots, `draft` is the edit that is shown.

    `live` is the number of the version people enter by, 0 before there is one. `email_account_id` and
    `sms_account_id` are what its messages are sent from.
    """

    class State(models.TextChoices):
        """Where in its life it is."""

        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Is live")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped")

    name = models.CharField(max_length=160)
    about = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT, db_collation="C")
    seed = models.CharField(max_length=32, db_collation="C")
    live = models.IntegerField(default=0)
    draft = models.IntegerField(default=1)
    email_account_id = models.UUIDField(null=True)
    sms_account_id = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    asked_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "journey"
        indexes = (
            models.Index(fields=("tenant_id", "created_at", "id"), name="journey_created"),
            models.Index(fields=("tenant_id", "name", "id"), name="journey_name"),
        )


class JourneyEdit(TenantModel):
    """The picture after one change by hand; undoing goes one back, a new change drops what was undone."""

    journey = models.ForeignKey(
        Journey, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.IntegerField()
    graph = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "journey_edit"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "journey", "number"), name="journey_edit_number"),
        )


class JourneyVersion(TenantModel):
    """A picture that was live; it never changes, and whoever is on the way stays on it unless moved."""

    journey = models.ForeignKey(
        Journey, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.IntegerField()
    graph = models.JSONField()
    published_by_id = models.UUIDField(null=True)
    published_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "journey_version"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "journey", "number"), name="journey_version_number"),
        )


class JourneyTraveller(TenantModel):
    """One customer on their way once: at `node` of a version until `due_at`, for the `visit`-th step.

    `waits_for` is a fact that ends the wait before, `heard` says it came. `path` are all steps they came to.
    `left_at` and `why` tell that and why they are no longer on the way; `goal_at` when they reached the goal.
    """

    journey = models.ForeignKey(
        Journey, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    version = models.ForeignKey(
        JourneyVersion, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    node = models.CharField(max_length=12, db_collation="C")
    visit = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    waits_for = models.CharField(max_length=60, default="", db_collation="C")
    heard = models.BooleanField(default=False)
    held_out = models.BooleanField(default=False)
    thing = models.CharField(max_length=200, default="")
    path = ArrayField(models.TextField(), default=list)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=12, default="on-the-way", db_collation="C")
    goal_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "journey_traveller"
        indexes = (
            models.Index(
                fields=("tenant_id", "version", "node", "due_at", "id"),
                condition=models.Q(left_at=None),
                name="journey_traveller_at",
            ),
            models.Index(
                fields=("tenant_id", "due_at"), condition=models.Q(left_at=None), name="journey_traveller_due"
            ),
            models.Index(fields=("tenant_id", "journey", "entered_at", "id"), name="journey_traveller_list"),
            models.Index(
                fields=("tenant_id", "party", "journey", "entered_at"), name="journey_traveller_party"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "journey", "party"),
                condition=models.Q(left_at=None),
                name="journey_traveller_once",
            ),
        )


class JourneyEffect(TenantModel):
    """What a step did for one customer, once for each visit: message, task, lead, or why there is none.

    `why` says why a message went by this channel (`rules.channels`, `operations.channels`).
    """

    traveller = models.ForeignKey(
        JourneyTraveller, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    node = models.CharField(max_length=12, db_collation="C")
    visit = models.IntegerField()
    kind = models.CharField(max_length=10, db_collation="C")
    outcome = models.CharField(max_length=40, db_collation="C")
    why = models.CharField(max_length=80, default="", db_collation="C")
    ref_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "journey_effect"
        indexes = (models.Index(fields=("tenant_id", "party"), name="journey_effect_party"),)
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "traveller", "node", "visit"), name="journey_effect_once"
            ),
        )


class JourneyCount(TenantModel):
    """How many left a step of a version by a way so far."""

    version = models.ForeignKey(
        JourneyVersion, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    node = models.CharField(max_length=12, db_collation="C")
    way = models.CharField(max_length=12, db_collation="C")
    people = models.BigIntegerField()

    class Meta:
        db_table = "journey_count"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "version", "node", "way"), name="journey_count_way"),
        )
