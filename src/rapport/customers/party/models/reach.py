"""How a party is reached and known: roles, contact points, identities, addresses."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.customers.party.models.party import Party, PartyModel


class PartyRole(PartyModel):
    """What somebody said a party is to this business, from when to when; `Standing` tells what it is."""

    class Role(models.TextChoices):
        """The roles a party can hold, several at once."""

        CUSTOMER = "customer", _("Customer")
        PROSPECT = "prospect", _("Prospect")
        PARTNER = "partner", _("Partner")
        SUPPLIER = "supplier", _("Supplier")
        COMPETITOR = "competitor", _("Competitor")
        AGENCY = "agency", _("Agency")
        PRESS = "press", _("Press")

    role = models.CharField(max_length=12, choices=Role.choices, db_collation="C")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "party_role"


class Standing(models.Model):
    """A role a party holds, read by a view: what was said of it, else what its stage says."""

    party = models.OneToOneField(
        Party, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    role = models.CharField(max_length=12, db_collation="C")
    objects: ClassVar[models.Manager["Standing"]] = models.Manager()

    class Meta:
        managed = False
        db_table = "party_standing"


class ContactPoint(PartyModel):
    """One way to reach a party: as typed, and in normal form, which several parties may share."""

    class Kind(models.TextChoices):
        """The ways there are."""

        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        FAX = "fax", _("Fax")
        HANDLE = "handle", _("Handle")
        WEB = "web", _("Web page")

    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    value = models.CharField(max_length=320)
    normal = models.CharField(max_length=320, db_collation="C")
    label = models.CharField(max_length=40, default="", blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    preferred = models.BooleanField(default=False)
    batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "contact_point"
        indexes = (
            models.Index(
                fields=("tenant_id", "kind", "normal"), include=("party",), name="contact_point_normal"
            ),
        )


class ExternalId(PartyModel):
    """Who another system says the party is; unique within a tenant."""

    system = models.CharField(max_length=60, db_collation="C")
    external_id = models.CharField(max_length=200, db_collation="C")
    batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "external_id"
        indexes = (models.Index(fields=("tenant_id", "party"), name="external_id_party"),)


class Address(PartyModel):
    """A postal address of a party."""

    label = models.CharField(max_length=40, default="", blank=True)
    street = models.CharField(max_length=500, default="", blank=True)
    postal_code = models.CharField(max_length=20, default="", blank=True)
    city = models.CharField(max_length=120, default="", blank=True)
    region = models.CharField(max_length=120, default="", blank=True)
    country = models.CharField(max_length=2, default="", blank=True, db_collation="C")
    preferred = models.BooleanField(default=False)
    batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "address"
        indexes = (
            models.Index(
                fields=("tenant_id", "region", "party"),
                condition=models.Q(region__gt=""),
                name="address_region",
            ),
        )
