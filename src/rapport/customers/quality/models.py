"""Tables of the room: what is wrong with which customer, and how good all of them are, as last counted."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Flaw(TenantModel):
    """Something wrong with a customer's record; one that was mended stays a while, to be counted as done."""

    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    reason = models.CharField(max_length=40, db_collation="C")
    found_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "quality_flaw"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "party", "reason"), name="quality_flaw_once"),
        )
        indexes = (
            models.Index(
                fields=("tenant_id", "reason", "party"),
                name="quality_flaw_open",
                condition=models.Q(mended_at__isnull=True),
            ),
        )


class Score(TenantModel):
    """How many customers of a part of the business have a field, and have it right.

    `part` is all, member (who entered them), unit or source; `key` says which one of it.
    """

    part = models.CharField(max_length=10, db_collation="C")
    key = models.CharField(max_length=40, db_collation="C")
    field = models.CharField(max_length=20, db_collation="C")
    total = models.BigIntegerField()
    filled = models.BigIntegerField()
    valid = models.BigIntegerField()
    as_of = models.DateTimeField()

    class Meta:
        db_table = "quality_score"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "part", "key", "field"), name="quality_score_once"),
        )
