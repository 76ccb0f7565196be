"""What ties parties together or marks them: relations, tags, hand-overs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.customers.party.models.party import Party, PartyModel
from rapport.kernel.tenancy.api import TenantModel


class Relation(TenantModel):
    """One party's tie to another, read from → to: “employee of”, “subsidiary of”, “in the household”."""

    class Kind(models.TextChoices):
        """The ties there are; hierarchies are `subsidiary_of`, households `in_household`."""

        EMPLOYEE_OF = "employee_of", _("Works for")
        SUBSIDIARY_OF = "subsidiary_of", _("Belongs to")
        IN_HOUSEHOLD = "in_household", _("Lives in household")
        SPOUSE_OF = "spouse_of", _("Married to")
        PARENT_OF = "parent_of", _("Parent of")
        PARTNER_OF = "partner_of", _("Partner of")
        AGENT_OF = "agent_of", _("Acts for")
        REFERRED_BY = "referred_by", _("Referred by")

    from_party = models.ForeignKey(
        Party, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    to_party = models.ForeignKey(Party, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices, db_collation="C")
    title = models.CharField(max_length=120, default="", blank=True)
    since = models.DateField(null=True, blank=True)
    batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "relation"
        indexes = (models.Index(fields=("tenant_id", "to_party", "kind"), name="relation_to"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(from_party=models.F("to_party")), name="relation_not_to_itself"
            ),
        )


class Tag(TenantModel):
    """A word the shop sticks on parties; `key` is its folded form, so that a word exists once."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=60, db_collation="C")
    colour = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        db_table = "tag"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "key"), name="tag_key"),)


class PartyTag(PartyModel):
    """A tag on a party."""

    tag = models.ForeignKey(Tag, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "party_tag"
        indexes = (models.Index(fields=("tenant_id", "tag", "party"), name="party_tag_tag"),)


class Handover(PartyModel):
    """A party's move from one unit or owner to another, kept for ever."""

    from_unit_id = models.UUIDField(null=True)
    to_unit_id = models.UUIDField(null=True)
    from_owner_id = models.UUIDField(null=True)
    to_owner_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "handover"
