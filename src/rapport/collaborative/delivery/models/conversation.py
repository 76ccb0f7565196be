"""Threads with customers and what was said in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.models.account import ChannelAccount
from rapport.kernel.tenancy.api import TenantModel


class Conversation(TenantModel):
    """A thread with a customer. `waiting_since` is when the customer wrote what nobody has answered yet,
    `answer_due_at` by when an answer was promised.

    `match` says how the customer was found; whoever is not known for sure is reviewed by a member.
    """

    class State(models.TextChoices):
        """Whether there is anything left to do."""

        OPEN = "open", _("Going on")
        CLOSED = "closed", _("Closed")
        MERGED = "merged", _("Put together with another")

    class Match(models.TextChoices):
        """How its customer was found."""

        KNOWN = "known", _("Known")
        NEW = "new", _("New sender")
        SEVERAL = "several", _("Several customers have this address")
        CLAIMED = "claimed", _("Says who they are")
        NONE = "none", _("No customer")

    channel = models.CharField(max_length=20, db_collation="C")
    account = models.ForeignKey(
        ChannelAccount, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.SET_NULL, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    peer = models.CharField(max_length=320, db_collation="C")
    subject = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN, db_collation="C")
    match = models.CharField(max_length=8, choices=Match.choices, default=Match.KNOWN, db_collation="C")
    assignee_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    tags = ArrayField(models.CharField(max_length=40, db_collation="C"), default=list)
    preview = models.CharField(max_length=200, default="")
    messages = models.IntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    created_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "conversation"
        indexes = (
            models.Index(fields=("tenant_id", "last_at", "id"), name="conversation_last"),
            models.Index(fields=("tenant_id", "state", "last_at", "id"), name="conversation_state"),
            models.Index(
                fields=("tenant_id", "assignee_id", "state", "last_at", "id"), name="conversation_assignee"
            ),
            models.Index(fields=("tenant_id", "party", "last_at"), name="conversation_party"),
            models.Index(fields=("tenant_id", "account", "peer", "last_at"), name="conversation_peer"),
            models.Index(
                fields=("tenant_id", "waiting_since", "id"),
                condition=models.Q(waiting_since__isnull=False),
                name="conversation_waiting",
            ),
            models.Index(
                fields=("tenant_id", "last_at", "id"),
                condition=models.Q(state="open", assignee_id=None),
                name="conversation_nobodys",
            ),
            models.Index(
                fields=("tenant_id", "last_at", "id"),
                condition=models.Q(state="open", waiting_since=None),
                name="conversation_answered",
            ),
            models.Index(
                fields=("tenant_id", "team_id", "last_at", "id"),
                condition=models.Q(state="open", team_id__isnull=False),
                name="conversation_team",
            ),
            models.Index(
                fields=("tenant_id", "answer_due_at", "id"),
                condition=models.Q(answer_due_at__isnull=False),
                name="conversation_due",
            ),
            models.Index(
                fields=("tenant_id", "snoozed_until", "id"),
                condition=models.Q(snoozed_until__isnull=False),
                name="conversation_snoozed",
            ),
            models.Index(
                fields=("tenant_id", "last_at", "id"),
                condition=models.Q(match__in=("new", "several", "claimed"), state="open"),
                name="conversation_review",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "closed", "merged")), name="conversation_state_known"
            ),
        )


class Message(TenantModel):
    """One utterance; `reference` is what answers name it by, `text` what was newly said, `quoted` the rest.

    `html` is cleaned. `external_id` is what the other side calls it: the same one twice is one message.
    """

    class Direction(models.TextChoices):
        """Who wrote."""

        IN = "in", _("Incoming")
        OUT = "out", _("Outgoing")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        ChannelAccount, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    direction = models.CharField(max_length=3, choices=Direction.choices, db_collation="C")
    external_id = models.CharField(max_length=400, null=True, db_collation="C")
    reference = models.CharField(max_length=400, default="", db_collation="C")
    sender = models.CharField(max_length=320, db_collation="C")
    sender_name = models.CharField(max_length=200, default="")
    author_id = models.UUIDField(null=True)
    copies = ArrayField(models.CharField(max_length=320, db_collation="C"), default=list)
    subject = models.CharField(max_length=300, default="")
    text = models.TextField(default="")
    quoted = models.TextField(default="")
    html = models.TextField(default="")
    automatic = models.BooleanField(default=False)
    flaw = models.CharField(max_length=200, default="")
    at = models.DateTimeField()
    raw_id = models.UUIDField(null=True)

    class Meta:
        db_table = "message"
        indexes = (
            models.Index(fields=("tenant_id", "conversation", "at", "id"), name="message_conversation"),
            models.Index(
                fields=("tenant_id", "reference"), condition=~models.Q(reference=""), name="message_reference"
            ),
            models.Index(
                fields=("tenant_id", "sender", "at"),
                condition=models.Q(direction="in"),
                name="message_sender",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "account", "external_id"),
                condition=models.Q(external_id__isnull=False),
                name="message_once",
            ),
        )


class MessageFile(TenantModel):
    """A file that came or goes with a message; `refused` says why its bytes were not kept."""

    message = models.ForeignKey(
        Message, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    position = models.SmallIntegerField()
    blob_id = models.UUIDField(null=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    content_id = models.CharField(max_length=255, default="", db_collation="C")
    refused = models.CharField(max_length=20, default="", db_collation="C")

    class Meta:
        db_table = "message_file"
        indexes = (models.Index(fields=("tenant_id", "conversation"), name="message_file_conversation"),)
