"""Tables of the room: the party, and everything kept beside it under its id."""

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

    class Meta:
        db_table = "party"
        indexes = (
            models.Index(fields=("tenant_id", "name_key", "id"), name="party_name"),
            models.Index(fields=("tenant_id", "unit", "id"), name="party_unit"),
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


class PartyRole(PartyModel):
    """What a party is to this business, from when to when."""

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


class Insight(PartyModel):
    """Something learnt about a party by a model; the newest of a name is current, the older stay."""

    name = models.CharField(max_length=60, db_collation="C")
    number = models.FloatField(null=True)
    label = models.CharField(max_length=80, default="", db_collation="C")
    currency = models.CharField(max_length=3, default="")
    reasons = models.JSONField(default=list)
    model = models.CharField(max_length=60, default="")
    model_version = models.CharField(max_length=40, default="")
    as_of = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        db_table = "insight"
        indexes = (
            models.Index(
                fields=("tenant_id", "name", "label", "party"),
                name="insight_label",
                condition=models.Q(current=True),
            ),
            models.Index(
                fields=("tenant_id", "name", "number", "party"),
                name="insight_number",
                condition=models.Q(current=True),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "party", "name"),
                condition=models.Q(current=True),
                name="insight_current",
            ),
        )


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
