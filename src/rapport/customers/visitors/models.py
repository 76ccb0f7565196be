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
