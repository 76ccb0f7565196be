"""Views, and what each member made of them: pinned, standard."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel
from rapport.kernel.views.contracts import LONGEST_QUERY


class View(TenantModel):
    """A saved view; a removed one stays a while so that it can be taken back."""

    kind = models.CharField(max_length=60, db_collation="C")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY)
    shared = models.CharField(max_length=4, default="own", db_collation="C")
    owner_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "view"
        indexes = (models.Index(fields=("tenant_id", "kind", "id"), name="view_kind"),)


class ViewMark(TenantModel):
    """What a member made of a view they see."""

    member_id = models.UUIDField()
    view = models.ForeignKey(View, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    pinned = models.BooleanField(default=False)
    standard = models.BooleanField(default=False)

    class Meta:
        db_table = "view_mark"
