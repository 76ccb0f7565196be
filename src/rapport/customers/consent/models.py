"""Tables of the room: the ledger, of which rows are only ever added, and wishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Consent(TenantModel):
    """One statement of a party: allowed or withdrawn, for a purpose on a channel, with its proof.

    `contact` is the normal form it speaks of, or empty for every address on that channel. The app's role
    may add rows and re-home them when parties merge; it can neither edit nor delete one.
    """

    class Origin(models.TextChoices):
        """Where the statement came from."""

        OWN = "own", _("Own")
        PURCHASED = "purchased", _("Purchased")
        RENTED = "rented", _("Rented")
        SELF = "self", _("Self-registered")

    party = models.ForeignKey(
        "party.Party", models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    purpose = models.CharField(max_length=40, db_collation="C")
    channel = models.CharField(max_length=20, db_collation="C")
    given = models.BooleanField()
    at = models.DateTimeField()
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.OWN, db_collation="C")
    proof = models.TextField(default="", blank=True)
    source = models.CharField(max_length=120, default="", blank=True)
    contact = models.CharField(max_length=320, default="", blank=True, db_collation="C")
    actor_id = models.UUIDField(null=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "consent"


class Preference(TenantModel):
    """How a party wishes to be contacted; quiet hours are in `zone`, or the party's own where empty."""

    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    preferred_channel = models.CharField(max_length=20, default="", blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, default="", blank=True)
    do_not_contact = models.BooleanField(default=False)
    updated_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "preference"
