"""What agents keep beside conversations: drafts, canned replies, mentions, who is there, what was moved."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class ReplyDraft(TenantModel):
    """What a member has written of an answer and not sent yet."""

    conversation_id = models.UUIDField()
    member_id = models.UUIDField()
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "reply_draft"


class CannedReply(TenantModel):
    """An answer given often, with places to fill (`kernel.merge_text`); without an owner it is everybody's.

    `shortcut` is what is typed after a slash to insert it.
    """

    name = models.CharField(max_length=120)
    shortcut = models.CharField(max_length=40, db_collation="C")
    text = models.TextField()
    owner_id = models.UUIDField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "canned_reply"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "owner_id", "shortcut"),
                name="canned_reply_shortcut",
                nulls_distinct=False,
            ),
        )


class ThreadMention(TenantModel):
    """A member a note on a conversation names; follows the note."""

    note_id = models.UUIDField()
    member_id = models.UUIDField()
    conversation_id = models.UUIDField()

    class Meta:
        db_table = "thread_mention"
        indexes = (
            models.Index(fields=("tenant_id", "member_id", "conversation_id"), name="thread_mention_member"),
        )


class Presence(TenantModel):
    """A member who has a conversation open, seen last at that moment (UTC); perhaps writing in it."""

    conversation_id = models.UUIDField()
    member_id = models.UUIDField()
    typing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "presence"


class ThreadMove(TenantModel):
    """Conversations put together, or one taken apart: which messages went whither; it can be taken back."""

    class Kind(models.TextChoices):
        """What was done."""

        MERGE = "merge", "merge"
        SPLIT = "split", "split"

    kind = models.CharField(max_length=5, choices=Kind.choices, db_collation="C")
    source_id = models.UUIDField()
    target_id = models.UUIDField()
    message_ids = ArrayField(models.UUIDField())
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "thread_move"
        indexes = (
            models.Index(fields=("tenant_id", "source_id"), name="thread_move_source"),
            models.Index(fields=("tenant_id", "target_id"), name="thread_move_target"),
        )
