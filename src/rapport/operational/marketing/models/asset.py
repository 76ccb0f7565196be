"""Pictures a business keeps for its letters."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class CampaignAsset(TenantModel):
    """A picture of the library: drawn anew when it came, kept as a blob, shown to whoever has its address.

    `token` is unguessable and stands in letters; `hidden_at` puts it out of the library, not out of letters
    that went out. `alt` is what it shows, for those who do not see it.
    """

    name = models.CharField(max_length=160)
    alt = models.CharField(max_length=300, default="", blank=True)
    blob_id = models.UUIDField()
    media_type = models.CharField(max_length=40, db_collation="C")
    width = models.IntegerField()
    height = models.IntegerField()
    size = models.IntegerField()
    token = models.CharField(max_length=40, db_collation="C")
    hidden_at = models.DateTimeField(null=True)
    created_by_id = models.UUIDField(null=True)
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "campaign_asset"
        indexes = (
            models.Index(fields=("tenant_id", "created_at", "id"), name="campaign_asset_created"),
            models.Index(fields=("tenant_id", "name", "id"), name="campaign_asset_name"),
        )
        constraints = (models.UniqueConstraint(fields=("token",), name="campaign_asset_token"),)
