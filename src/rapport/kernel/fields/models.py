"""Definitions of custom fields and their values, one typed column for each type."""

from django.db import models
from django.db.models import Q

from rapport.kernel.fields.contracts import LONGEST_TEXT
from rapport.kernel.tenancy.api import TenantModel


class FieldDefinition(TenantModel):
    """A field a business added to a kind of record."""

    kind = models.CharField(max_length=60, db_collation="C")
    code = models.CharField(max_length=40, db_collation="C")
    label = models.CharField(max_length=120)
    type = models.CharField(max_length=10, db_collation="C")
    help = models.CharField(max_length=300, default="")
    required = models.BooleanField(default=False)
    position = models.SmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "field"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "kind", "code"), name="field_code"),)


class FieldChoice(TenantModel):
    """An answer of a choice field."""

    field = models.ForeignKey(
        FieldDefinition, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    code = models.CharField(max_length=40, db_collation="C")
    label = models.CharField(max_length=120)
    position = models.SmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "field_choice"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "field", "code"), name="field_choice_code"),
        )


class FieldValue(TenantModel):
    """The value of a field of one record, in the column of its type; no row where there is none."""

    field = models.ForeignKey(
        FieldDefinition, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    record_id = models.UUIDField()
    words = models.CharField(max_length=LONGEST_TEXT, null=True, db_collation="C")
    number = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    moment = models.DateTimeField(null=True)
    batch_id = models.UUIDField(null=True)
    choice = models.ForeignKey(
        FieldChoice, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        db_table = "field_value"
        indexes = tuple(
            models.Index(
                fields=("tenant_id", "field", column, "record_id"),
                condition=Q(**{f"{column}__isnull": False}),
                name=f"field_value_{column}",
            )
            for column in ("words", "number", "day", "moment", "choice")
        )
