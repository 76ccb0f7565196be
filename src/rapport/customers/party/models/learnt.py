"""What models learnt about a party."""

from django.db import models

from rapport.customers.party.models.party import PartyModel


class Insight(PartyModel):
    """Something learnt about a party by a model; the newest of a name is current, the older stay."""

    name = models.CharField(max_length=60, db_collation="C")
    number = models.FloatField(null=True)
    label = models.CharField(max_length=80, default="", db_collation="C")
    currency = models.CharField(max_length=3, default="")
    reasons = models.JSONField(default=list)
    model = models.CharField(max_length=60, default="")
    model_version = models.CharField(max_length=40, default="")
    as_of = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        db_table = "insight"
        indexes = (
            models.Index(
                fields=("tenant_id", "name", "label", "party"),
                name="insight_label",
                condition=models.Q(current=True),
            ),
            models.Index(
                fields=("tenant_id", "name", "number", "party"),
                name="insight_number",
                condition=models.Q(current=True),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "party", "name"),
                condition=models.Q(current=True),
                name="insight_current",
            ),
        )
