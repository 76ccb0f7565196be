"""Tables of recommendation: what was learnt, the lists kept for reading, and what became of what was shown.

What can be learnt again from purchases carries no history of its own; what people decided does.
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from rapport.kernel.tenancy.api import TenantModel


class RecommenderVersion(TenantModel):
    """One time it was learnt what to recommend: purchases read, every model's figures, and the one that
    stays.

    `live` marks the version lists are made by; `chosen_by` whoever chose it, nobody where it took over by
    itself.
    """

    learnt_at = models.DateTimeField()
    model = models.CharField(max_length=20, db_collation="C")
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField()
    refusal = models.CharField(max_length=20, default="", db_collation="C")
    first_day = models.DateField(null=True)
    cut_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    customers = models.IntegerField()
    products = models.IntegerField()
    bought = models.IntegerField()
    asked = models.IntegerField(default=0)
    judged = models.JSONField(default=list)
    live = models.BooleanField(default=False)
    chosen_by = models.UUIDField(null=True)
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "recommender_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id"], name="recommender_version_live", condition=models.Q(live=True)
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "learnt_at", "id"], name="recommender_version_learnt")
        ]


class Suggestion(TenantModel):
    """A product for a customer: new to them, like what they bought though nobody has it yet, or due again."""

    class Kind(models.TextChoices):
        """Whether the customer had it before, or anybody."""

        NEW = "new"
        ALIKE = "alike"
        AGAIN = "again"

    party_id = models.UUIDField()
    product_id = models.UUIDField()
    kind = models.CharField(max_length=5, choices=Kind.choices, db_collation="C")
    rank = models.SmallIntegerField()
    score = models.FloatField()
    because_id = models.UUIDField(null=True)
    due_on = models.DateField(null=True)

    class Meta:
        db_table = "suggestion"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "product_id", "rank", "party_id"], name="suggestion_product")
        ]


class ProductTie(TenantModel):
    """How much having bought `product_id` speaks for `other_id`, and how many customers bought both.

    `alike` ties come of what products are, for those nobody has bought yet."""

    class Kind(models.TextChoices):
        """What ties the two."""

        BOUGHT = "bought"
        ALIKE = "alike"

    product_id = models.UUIDField()
    other_id = models.UUIDField()
    kind = models.CharField(max_length=6, choices=Kind.choices, db_collation="C")
    rank = models.SmallIntegerField()
    weight = models.FloatField()
    together = models.IntegerField()

    class Meta:
        db_table = "product_tie"


class PopularProduct(TenantModel):
    """A product most customers bought, everywhere (country empty) or in one country, for whom nothing is
    known."""

    country = models.CharField(max_length=2, db_collation="C")
    product_id = models.UUIDField()
    rank = models.SmallIntegerField()
    buyers = models.IntegerField()

    class Meta:
        db_table = "popular_product"


class ProductRhythm(TenantModel):
    """After how many days a product is bought again, by how many of its buyers."""

    product_id = models.UUIDField()
    buyers = models.IntegerField()
    again = models.IntegerField()
    days = models.FloatField()

    class Meta:
        db_table = "product_rhythm"


class SuggestionDue(TenantModel):
    """A customer whose purchases changed since their list was made."""

    party_id = models.UUIDField()

    class Meta:
        db_table = "suggestion_due"


class SuggestionBar(TenantModel):
    """What is not to be recommended: a product or a whole category, to one customer or to anybody."""

    product_id = models.UUIDField(null=True)
    category_id = models.UUIDField(null=True)
    party_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, default="", db_default="", blank=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "suggestion_bar"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(product_id__isnull=False) ^ models.Q(category_id__isnull=False),
                name="suggestion_bar_of_one",
            )
        ]


class ShownProduct(TenantModel):
    """A product shown to a customer somewhere, and what came of it; `drawn` were the comparison's, by
    chance."""

    party_id = models.UUIDField()
    product_id = models.UUIDField()
    place = models.CharField(max_length=40, db_collation="C")
    drawn = models.BooleanField()
    version_id = models.UUIDField(null=True)
    shown_at = models.DateTimeField()
    clicked_at = models.DateTimeField(null=True)
    bought_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "shown_product"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "shown_at", "id"], name="shown_product_at"),
            models.Index(
                fields=["tenant_id", "party_id", "product_id", "shown_at"],
                name="shown_product_open",
                condition=models.Q(bought_at__isnull=True),
            ),
        ]
