"""The values businesses and members chose; what nobody chose has no row, or a null."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class SettingValue(TenantModel):
    """A chosen value; null is the default again. The row stays, so that history can name its setting."""

    key = models.CharField(max_length=80, db_collation="C")
    member_id = models.UUIDField(null=True)
    value = models.JSONField(null=True)

    class Meta:
        db_table = "setting_value"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "key", "member_id"), name="setting_value_once", nulls_distinct=False
            ),
        )
