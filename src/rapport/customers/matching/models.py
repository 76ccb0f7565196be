"""Tables of the room: the shop's rules for meeting, and what each merge moved, so that it can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class MatchRule(TenantModel):
    """An exact key by which an arriving record meets one that is there; tried in the order of `rank`."""

    class Key(models.TextChoices):
        """The keys that can meet; `external_id` holds for each system by itself."""

        EXTERNAL_ID = "external_id", _("Identity in another system")
        EMAIL = "email", _("E-mail address")
        PHONE = "phone", _("Phone number")

    key = models.CharField(max_length=12, choices=Key.choices, db_collation="C")
    enabled = models.BooleanField(default=True)
    rank = models.SmallIntegerField()

    class Meta:
        db_table = "match_rule"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "key"), name="match_rule_key"),)


class Merge(TenantModel):
    """One merge: who survived, who was merged away, which fields were chosen, and whether it was undone."""

    survivor = models.ForeignKey(
        "party.Party", models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    merged = models.ForeignKey(
        "party.Party", models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200, default="")
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = "merge"
        indexes = (
            models.Index(fields=("tenant_id", "survivor", "id"), name="merge_survivor"),
            models.Index(fields=("tenant_id", "merged", "id"), name="merge_merged"),
        )


class MergeMove(TenantModel):
    """A row that a merge gave to the survivor, and what else it changed in it."""

    merge = models.ForeignKey(Merge, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    table = models.CharField(max_length=63, db_column="table_name", db_collation="C")
    column = models.CharField(max_length=63, db_column="column_name", db_collation="C")
    row_id = models.UUIDField()
    before = models.JSONField(null=True)

    class Meta:
        db_table = "merge_move"
