"""The party, and what every row beside it shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class Origin(models.TextChoices):
    """Where a record came from, which decides what may be done with it."""

    OWN = "own", _("Own")
    PURCHASED = "purchased", _("Purchased")
    RENTED = "rented", _("Rented")
    SELF = "self", _("Self-registered")


class Party(TenantModel):
    """A person, a company or a household this business deals with.

    `name_key` is the stored sort key of `name` (C collation); the counters `order_count` … `last_order_at`
    are kept by whoever takes orders; `spent_minor` counts minor units of `currency`. A party merged away
    keeps its row and points at the survivor.
    """

    class Kind(models.TextChoices):
        """What sort of party."""

        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")
        HOUSEHOLD = "household", _("Household")

    class Stage(models.TextChoices):
        """Where in its life as a customer."""

        PROSPECT = "prospect", _("Prospect")
        CUSTOMER = "customer", _("Customer")
        FORMER = "former", _("Former customer")

    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERSON, db_collation="C")
    name = models.CharField(max_length=300)
    given_name = models.CharField(max_length=150, default="", blank=True)
    family_name = models.CharField(max_length=150, default="", blank=True)
    name_key = models.CharField(max_length=300, default="", blank=True, db_collation="C")
    country = models.CharField(max_length=2, default="", blank=True, db_collation="C")
    city = models.CharField(max_length=120, default="", blank=True)
    zone = models.CharField(max_length=64, default="", blank=True)
    locale = models.CharField(max_length=12, default="", blank=True)
    birth_date = models.DateField(null=True, blank=True)
    tax_number = models.CharField(max_length=40, default="", blank=True, db_collation="C")
    website = models.CharField(max_length=300, default="", blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.PROSPECT, db_collation="C")
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    owner_id = models.UUIDField(null=True, blank=True)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.OWN, db_collation="C")
    order_count = models.IntegerField(default=0)
    spent_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="", blank=True)
    first_order_at = models.DateTimeField(null=True, blank=True)
    last_order_at = models.DateTimeField(null=True, blank=True)
    last_touch_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True, blank=True)
    entered_by_id = models.UUIDField(null=True, editable=False)

    class Meta:
        db_table = "party"
        indexes = (
            models.Index(fields=("tenant_id", "name_key", "id"), name="party_name"),
            models.Index(
                fields=("tenant_id", "unit", "id"),
                name="party_unit",
                condition=models.Q(unit__isnull=False),
            ),
            models.Index(fields=("tenant_id", "stage", "id"), name="party_stage_order"),
            models.Index(fields=("tenant_id", "country", "id"), name="party_country"),
            models.Index(fields=("tenant_id", "city", "id"), name="party_city"),
            models.Index(fields=("tenant_id", "order_count", "id"), name="party_order_count"),
            models.Index(
                fields=("tenant_id", "birth_date", "id"),
                name="party_birth_date",
                condition=models.Q(birth_date__isnull=False),
            ),
            models.Index(
                fields=("tenant_id", "last_touch_at", "id"),
                name="party_last_touch",
                condition=models.Q(last_touch_at__isnull=False),
            ),
            models.Index(
                fields=("tenant_id", "owner_id", "id"),
                name="party_owner",
                condition=models.Q(owner_id__isnull=False),
            ),
            models.Index(
                fields=("tenant_id", "spent_minor", "id"),
                name="party_spent",
                condition=models.Q(order_count__gt=0),
            ),
            models.Index(
                fields=("tenant_id", "last_order_at", "id"),
                name="party_last_order",
                condition=models.Q(order_count__gt=0),
            ),
            models.Index(
                fields=("tenant_id", "merged_into"),
                name="party_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=("person", "company", "household")), name="party_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=("prospect", "customer", "former")), name="party_stage"
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="party_not_into_itself"
            ),
        )


class PartyModel(TenantModel):
    """A row kept beside a party; its key begins with the party, so the key is its index too."""

    party = models.ForeignKey(Party, models.CASCADE, db_constraint=False, db_index=False, related_name="+")

    class Meta:
        abstract = True
