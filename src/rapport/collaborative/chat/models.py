"""Visitors who wrote, what was shown to them in which order, and whether they are there now."""

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class ChatVisitor(TenantModel):
    """Somebody who wrote from a page; their id in hexadecimal is their address in delivery.

    `digest` is of the secret their browser holds. `email` and `name` are what they said, `party` whom that or
    the tracker made of them, `proved` whether more than their own word says so. `lines` counts what they were
    shown, `person_at` (UTC) is since when they want a person rather than rules, `blocked_at` since when
    nothing more of theirs is taken, `transcript_at` when they were sent their chat last.
    """

    account_id = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    party = models.ForeignKey(
        "party.Party", models.SET_NULL, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    proved = models.BooleanField(default=False)
    name = models.CharField(max_length=200, default="")
    email = models.CharField(max_length=320, default="", db_collation="C")
    language = models.CharField(max_length=20, default="", db_collation="C")
    page = models.CharField(max_length=1000, default="")
    title = models.CharField(max_length=300, default="")
    lines = models.BigIntegerField(default=0)
    person_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    transcript_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "chat_visitor"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "account_id", "digest"), name="chat_visitor_digest"),
        )
        indexes = (models.Index(fields=("tenant_id", "party"), name="chat_visitor_party"),)


class ChatLine(TenantModel):
    """A message a visitor wrote or was shown; `number` rises by one in the order of commits.

    `token` names the delivery of one that went out, `own_id` is the page's id of one that came; `read_at`
    (UTC) is when the visitor had seen it.
    """

    visitor = models.ForeignKey(
        ChatVisitor, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.BigIntegerField()
    message_id = models.UUIDField()
    token = models.CharField(max_length=40, default="", db_collation="C")
    own_id = models.CharField(max_length=64, default="", db_collation="C")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "chat_line"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "message_id"), name="chat_line_message"),)


class ChatSign(TenantModel):
    """Until when (UTC) a visitor counts as being there, and as writing; apart, so that it has no history."""

    visitor = models.ForeignKey(
        ChatVisitor, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    here_until = models.DateTimeField()
    typing_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "chat_sign"
