"""Tables of the room: segments, who is in them, who joined and left, and what each was day by day."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Segment(TenantModel):
    """A named group of customers. Its `code` never changes: filters and insights name it by that."""

    code = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=500, default="")
    filter = models.JSONField()
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
