"""Tables of the room: segments, who is in them, who moved, what each was by day; groups found in the data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Grouping(TenantModel):
    """One time groups were looked for in the data: what it was learnt from and how, figures, and life.

    It is `proposed` until somebody approves it, `retired` when another takes its place (and may be approved
    again), `refused` where nothing was found and why.
    """

    class State(models.TextChoices):
        """Where it is in its life."""

        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("In use")
        RETIRED = "retired", _("Replaced")
        REFUSED = "refused", _("Nothing found")

    number = models.IntegerField()
    as_of = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, db_collation="C")
    refusal = models.CharField(max_length=32, default="", db_collation="C")
    method = models.CharField(max_length=20, default="", db_collation="C")
    clusters = models.IntegerField(default=0)
    customers = models.IntegerField()
    seed = models.IntegerField()
    code_version = models.CharField(max_length=40)
    snapshot = models.JSONField(default=dict)
    parameters = models.JSONField(default=dict)
    curve = models.JSONField(default=list)
    profiles = models.JSONField(default=list)
    drift = models.FloatField(null=True)
    checked_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = "customer_grouping"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id",),
                condition=models.Q(state="approved"),
                name="grouping_one_in_use",
            ),
        )
        indexes = (models.Index(fields=("tenant_id", "number"), name="grouping_number"),)


class Segment(TenantModel):
    """A named group of customers. Its `code` never changes: filters and insights name it by that.

    It is made by a `filter`, or is the group number `cluster` of the grouping in use; one of the two is set.
    """

    code = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=500, default="")
    filter = models.JSONField(null=True)
    cluster = models.SmallIntegerField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "segment"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "code"), name="segment_code"),)


class SegmentCount(TenantModel):
    """What a segment held when it was last counted, in minor units of the business's money.

    There is none until it was filled by the conditions it has now. `trouble` says why they cannot be asked
    any more; who was in it then stays.
    """

    segment = models.ForeignKey(
        Segment, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    members = models.IntegerField()
    revenue_minor = models.BigIntegerField(default=0)
    ahead_minor = models.BigIntegerField(null=True)
    counted_at = models.DateTimeField()
    trouble = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "segment_count"


class SegmentMember(TenantModel):
    """A customer who is in a segment, since when."""

    segment = models.ForeignKey(
        Segment, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party_id = models.UUIDField()
    since = models.DateTimeField()

    class Meta:
        db_table = "segment_member"
        indexes = (
            models.Index(fields=("tenant_id", "party_id", "segment"), name="segment_member_party"),
            models.Index(fields=("tenant_id", "segment", "since", "id"), name="segment_member_since"),
        )


class SegmentMove(TenantModel):
    """A customer joined a segment, or left it. Kept for thirteen months."""

    segment = models.ForeignKey(
        Segment, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party_id = models.UUIDField()
    joined = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = "segment_move"
        indexes = (
            models.Index(fields=("tenant_id", "segment", "at", "id"), name="segment_move_of"),
            models.Index(fields=("tenant_id", "at"), name="segment_move_at"),
        )


class SegmentDay(TenantModel):
    """What a segment held at the end of a day of the business's zone, and how many joined and left on it."""

    segment = models.ForeignKey(
        Segment, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    day = models.DateField()
    members = models.IntegerField()
    joined = models.IntegerField(default=0)
    left = models.IntegerField(default=0)
    revenue_minor = models.BigIntegerField(default=0)

    class Meta:
        db_table = "segment_day"


class SegmentDue(TenantModel):
    """A customer about whom something changed since segments last looked at them."""

    party_id = models.UUIDField()

    class Meta:
        db_table = "segment_due"
