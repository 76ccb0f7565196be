"""Tables of dry runs: what came of the one asked for last, and who would have come in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel
from rapport.operational.journeys.models.journey import Journey


class JourneyRehearsal(TenantModel):
    """The dry run of a journey asked for last: `graph` as it was drawn then, over what happened from `since`.

    `counts` are sums by step and way; `people` the times somebody would have come in.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waits")
        DONE = "done", _("Done")

    journey = models.ForeignKey(
        Journey, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    graph = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_collation="C")
    since = models.DateTimeField()
    until = models.DateTimeField()
    people = models.IntegerField(default=0)
    cut = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)

    class Meta:
        db_table = "journey_rehearsal"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "journey"), name="journey_rehearsal_one"),
        )


class JourneyRehearsed(TenantModel):
    """One of those who would have come in last: where they would have come to, and why they left."""

    rehearsal = models.ForeignKey(
        JourneyRehearsal, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    entered_at = models.DateTimeField()
    node = models.CharField(max_length=12, db_collation="C")
    why = models.CharField(max_length=12, db_collation="C")

    class Meta:
        db_table = "journey_rehearsed"
        indexes = (
            models.Index(fields=("tenant_id", "rehearsal", "entered_at"), name="journey_rehearsed_list"),
            models.Index(fields=("tenant_id", "party"), name="journey_rehearsed_party"),
        )
