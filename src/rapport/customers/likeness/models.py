"""Tables of the room: each search, and the pairs it found with what people decided of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.kernel.tenancy.api import TenantModel


class LikenessSearch(TenantModel):
    """One search through all customers: how many, and what each threshold may be expected to give."""

    at = models.DateTimeField()
    customers = models.IntegerField()
    pairs = models.IntegerField()
    learnt = models.BooleanField()
    expectations = models.JSONField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "likeness_search"


class LikelyPair(TenantModel):
    """Two parties that are probably one; `low` has the smaller id, so that a pair stands here once.

    A pair that was decided stays, so that no later search asks again.
    """

    class State(models.TextChoices):
        """What people decided."""

        OPEN = "open", pgettext_lazy("a pair", "Open")
        DIFFERENT = "different", _("Two customers")
        MERGED = "merged", _("One customer")

    low = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    high = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    probability = models.FloatField()
    agreements = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, db_collation="C")
    search = models.ForeignKey(
        LikenessSearch, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    merge_id = models.UUIDField(null=True)
    batch_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = "likely_pair"
        indexes = (
            models.Index(fields=("tenant_id", "state", "-probability", "id"), name="likely_pair_queue"),
            models.Index(fields=("tenant_id", "high"), name="likely_pair_high"),
            models.Index(
                fields=("tenant_id", "batch_id"),
                name="likely_pair_batch",
                condition=models.Q(batch_id__isnull=False),
            ),
        )
        constraints = (models.UniqueConstraint(fields=("tenant_id", "low", "high"), name="likely_pair_once"),)
