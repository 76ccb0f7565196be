"""The register of tenants, and the base of every row that belongs to one."""

from typing import ClassVar

from django.db import models

from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.scope import current_tenant_id


class TenantModel(models.Model):
    """A row of one tenant: UUIDv7 id, keyed (tenant_id, id), behind row-level security."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField(default=current_tenant_id, editable=False)

    class Meta:
        abstract = True


class Tenant(models.Model):
    """A business on this installation; the app's role sees only its own row."""

    register_table: ClassVar[bool] = True

    class Status(models.TextChoices):
        """Whether the business may work."""

        ACTIVE = "active"
        SUSPENDED = "suspended"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    plan = models.CharField(max_length=40, default="standard")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    currency = models.CharField(max_length=3, default="EUR")
    zone = models.CharField(max_length=64, default="UTC")
    locale = models.CharField(max_length=12, default="en")
    country = models.CharField(max_length=2, default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "tenant"
