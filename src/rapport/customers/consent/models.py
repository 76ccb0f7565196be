"""Tables of the room: the ledger, of which rows are only ever added, and wishes."""

from django.contrib.postgres.fields import ArrayField
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

    class Way(models.TextChoices):
        """By which way it came to us."""

        KEYWORD = "keyword", _("Keyword")
        QR = "qr", _("QR code")
        FORM = "form", _("Web form")
        LIST = "list", _("Address list")
        OTHER = "", _("Another way")

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
    way = models.CharField(
        max_length=8, choices=Way.choices, default="", db_default="", blank=True, db_collation="C"
    )
    actor_id = models.UUIDField(null=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "consent"


class ConsentMove(TenantModel):
    """A statement by which a party came to allow anything on a channel whose base is counted (short
    messages), or allows nothing there any more.

    The database works them out of the ledger, whoever changes it: of each purpose the last statement holds,
    and as long as one is allowed the party is there. `id` is the statement's.
    """

    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    channel = models.CharField(max_length=20, db_collation="C")
    joined = models.BooleanField()
    at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Consent.Way.choices, default="", db_collation="C")
    purpose = models.CharField(max_length=40, db_collation="C")
    source = models.CharField(max_length=120, default="")

    class Meta:
        db_table = "consent_move"
        indexes = (
            models.Index(fields=("tenant_id", "channel", "at", "id"), name="consent_move_at"),
            models.Index(fields=("tenant_id", "party", "channel"), name="consent_move_party"),
        )


class ConfirmRuleRow(TenantModel):
    """The business's own word on whether people of a country are asked to confirm (`contracts.law`)."""

    country = models.CharField(max_length=2, db_collation="C")
    channels = ArrayField(models.CharField(max_length=20, db_collation="C"), default=list)
    source = models.CharField(max_length=300)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "confirm_rule"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "country"), name="confirm_rule_country"),)


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
