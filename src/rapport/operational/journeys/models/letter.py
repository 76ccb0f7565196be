"""Tables of journeys' letters: the places they lead to, and what their readers did."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel
from rapport.operational.journeys.models.journey import Journey


class JourneyLink(TenantModel):
    """A place an e-mail of a journey leads to; who follows it comes by way of us."""

    journey = models.ForeignKey(
        Journey, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.SmallIntegerField()
    url = models.CharField(max_length=2000, db_collation="C")

    class Meta:
        db_table = "journey_link"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "journey", "number"), name="journey_link_number"),
        )


class JourneyAnswer(TenantModel):
    """The first time somebody opened a letter of a step, or followed a link; `machine`: a program did."""

    journey = models.ForeignKey(
        Journey, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    node = models.CharField(max_length=12, db_collation="C")
    delivery_id = models.UUIDField()
    kind = models.CharField(max_length=5, db_collation="C")
    link = models.SmallIntegerField(default=0)
    machine = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = "journey_answer"
        indexes = (models.Index(fields=("tenant_id", "party"), name="journey_answer_party"),)
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "journey", "delivery_id", "kind", "link", "machine"),
                name="journey_answer_once",
            ),
        )
