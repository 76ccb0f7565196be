"""The register of kept files; the bytes lie on disk, once for each content of a business."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Blob(TenantModel):
    """A file a room keeps; `purpose` names the room's use of it (`import`, `note`)."""

    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=40, db_collation="C")
    sha256 = models.BinaryField(max_length=32)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100, db_collation="C")
    created_by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "blob"
        indexes = (models.Index(fields=("tenant_id", "sha256"), name="blob_content"),)
