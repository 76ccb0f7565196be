"""The table of the room."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class VisitorLink(TenantModel):
    """A visitor is this customer, from `linked_at` (UTC) on, as far as anybody said."""

    visitor_id = models.UUIDField()
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    linked_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "visitor_link"
        indexes = (models.Index(fields=("tenant_id", "party"), name="visitor_link_party"),)


class VisitorProfile(TenantModel):
    """What a visitor did: as a customer, or while unknown (no party). `tastes` are views by category."""

    visitor_id = models.UUIDField()
    party = models.ForeignKey(
        "party.Party", models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    views = models.BigIntegerField()
    searches = models.BigIntegerField()
    carts = models.BigIntegerField()
    orders = models.BigIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    cart_at = models.DateTimeField(null=True)
    order_at = models.DateTimeField(null=True)
    viewed_at = models.DateTimeField(null=True)
    viewed = models.CharField(max_length=200)
    tastes = models.JSONField()

    class Meta:
        db_table = "visitor_profile"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "visitor_id", "party"), name="visitor_profile_once", nulls_distinct=False
            ),
        )
        indexes = (models.Index(fields=("tenant_id", "party", "last_at"), name="visitor_profile_party"),)
