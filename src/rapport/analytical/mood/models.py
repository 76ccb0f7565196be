"""Texts that were read, what customers feel, labelled sets, models, and rises of the unhappy."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class MoodText(TenantModel):
    """Something a customer said and what was read in it.

    A message stays in its conversation: `external_id` is its id and `text` is empty. Reviews and posts keep
    their words. `read_at` is null while nobody has read it; what a member corrected is not read again.
    """

    class Kind(models.TextChoices):
        """Where somebody said it."""

        MESSAGE = "message", _("Message")
        REVIEW = "review", _("Review")
        POST = "post", _("Public post")

    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    system = models.CharField(max_length=40, default="", db_collation="C")
    external_id = models.CharField(max_length=200, db_collation="C")
    channel = models.CharField(max_length=20, default="", db_collation="C")
    conversation_id = models.UUIDField(null=True)
    party_id = models.UUIDField(null=True)
    sku = models.CharField(max_length=100, default="", db_collation="C")
    text = models.TextField(default="")
    at = models.DateTimeField()
    language = models.CharField(max_length=8, default="", db_collation="C")
    mood = models.CharField(max_length=8, default="", db_collation="C")
    score = models.FloatField(default=0.0)
    topics = ArrayField(models.CharField(max_length=60, db_collation="C"), default=list)
    intent = models.CharField(max_length=60, default="", db_collation="C")
    reader = models.CharField(max_length=12, default="", db_collation="C")
    corrected_at = models.DateTimeField(null=True)
    corrected_by_id = models.UUIDField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mood_text"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "kind", "system", "external_id"], name="mood_text_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "at", "id"], name="mood_text_at"),
            models.Index(fields=["tenant_id", "mood", "at", "id"], name="mood_text_mood"),
            models.Index(fields=["tenant_id", "party_id", "at"], name="mood_text_party"),
            models.Index(fields=["tenant_id", "conversation_id", "at"], name="mood_text_conversation"),
            models.Index(fields=["tenant_id", "sku", "at"], name="mood_text_sku"),
            models.Index(
                fields=["tenant_id", "id"], condition=models.Q(read_at__isnull=True), name="mood_text_due"
            ),
        ]


class CustomerMood(TenantModel):
    """How a customer feels by what they said within the last hundred days, and what they spoke of last."""

    party_id = models.UUIDField()
    mood = models.CharField(max_length=8, db_collation="C")
    score = models.FloatField()
    topic = models.CharField(max_length=60, default="", db_collation="C")
    intent = models.CharField(max_length=60, default="", db_collation="C")
    texts = models.IntegerField()
    unhappy = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "customer_mood"


class MoodSet(TenantModel):
    """Labelled texts of one aspect and language, from which a model learns; `own` holds corrections."""

    name = models.CharField(max_length=80)
    aspect = models.CharField(max_length=8, db_collation="C")
    language = models.CharField(max_length=8, db_collation="C")
    own = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "mood_set"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="mood_set_name")
        ]


class MoodExample(TenantModel):
    """A text with its label: words of its own, or those of a text that was read and corrected.

    `digest` is the SHA-256 of its words, or the id of the text, so that each stands in a set once.
    """

    set = models.ForeignKey(MoodSet, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    read = models.ForeignKey(
        MoodText, models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    text = models.TextField(default="")
    label = models.CharField(max_length=60, db_collation="C")
    digest = models.CharField(max_length=64, db_collation="C")

    class Meta:
        db_table = "mood_example"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "read"], name="mood_example_read")
        ]


class MoodModel(TenantModel):
    """One time reading was learnt from labelled sets: its error, or the refusal; proposed until approved.

    The weights are a blob of plain arrays. At most one of an aspect and language is in use.
    """

    number = models.IntegerField()
    aspect = models.CharField(max_length=8, db_collation="C")
    language = models.CharField(max_length=8, db_collation="C")
    state = models.CharField(max_length=10, db_collation="C")
    refusal = models.CharField(max_length=16, default="", db_collation="C")
    as_of = models.DateTimeField()
    labels = ArrayField(models.CharField(max_length=60, db_collation="C"), default=list)
    errors = models.JSONField(null=True)
    snapshot = models.JSONField(default=dict)
    blob_id = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = "mood_model"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "number"], name="mood_model_number"),
            models.UniqueConstraint(
                fields=["tenant_id", "aspect", "language"],
                condition=models.Q(state="approved"),
                name="mood_model_one_in_use",
            ),
        ]


class MoodRise(TenantModel):
    """More people were unhappy than usual: in all texts, a topic, a product or a channel, as it stood when it
    was noticed. At most one of a part stands at a time."""

    by = models.CharField(max_length=8, db_collation="C")
    key = models.CharField(max_length=100, default="", db_collation="C")
    began_at = models.DateTimeField()
    people = models.IntegerField()
    unhappy = models.IntegerField()
    before = models.IntegerField()
    unhappy_before = models.IntegerField()
    chance = models.FloatField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mood_rise"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "by", "key"],
                condition=models.Q(ended_at__isnull=True),
                name="mood_rise_one_stands",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "began_at", "id"], name="mood_rise_began")
        ]
