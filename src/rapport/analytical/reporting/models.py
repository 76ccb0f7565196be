"""Tables of the room: reports that are sent by themselves, figures that are watched, and what became of both.

Metrics, questions and delivered dashboards are no rows: they are defined in `contracts`.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.kernel.tenancy.api import TenantModel


class ReportSchedule(TenantModel):
    """A dashboard or a question that is sent by letter at a local hour, as the person it belongs to sees it.

    One of `board` (a dashboard's name) and `question` (an address) is filled. `on_day` is the day of the week
    from Monday as 1, or the day of the month. `next_at` (UTC) is empty while it rests.
    """

    class Every(models.TextChoices):
        """How often it is sent."""

        DAY = "day", _("Every day")
        WEEK = "week", _("Every week")
        MONTH = "month", _("Every month")

    class Form(models.TextChoices):
        """As which file it travels."""

        PDF = "pdf", "PDF"
        PNG = "png", pgettext_lazy("a file", "Picture (PNG)")
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"

    name = models.CharField(max_length=80)
    board = models.CharField(max_length=40, default="", db_collation="C")
    question = models.CharField(max_length=4_000, default="", db_collation="C")
    form = models.CharField(max_length=4, choices=Form.choices, db_collation="C")
    every = models.CharField(max_length=5, choices=Every.choices, db_collation="C")
    on_day = models.SmallIntegerField(default=1)
    at = models.TimeField()
    zone = models.CharField(max_length=64, db_collation="C")
    locale = models.CharField(max_length=16, db_collation="C")
    note = models.CharField(max_length=500, default="")
    owner_id = models.UUIDField()
    owner_kind = models.CharField(max_length=8, db_collation="C")
    members = ArrayField(models.UUIDField(), default=list)
    outside = ArrayField(models.CharField(max_length=254), default=list)
    active = models.BooleanField(default=True)
    next_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "report_schedule"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "next_at"], name="report_schedule_next"),
            models.Index(fields=["tenant_id", "owner_id", "id"], name="report_schedule_owner"),
        ]


class ReportRun(TenantModel):
    """One time a scheduled report was made, or why it was not: how many letters, how large, what failed.

    `letters` are those written, `undelivered` those the mail server gave up on. Kept for thirteen months.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", pgettext_lazy("a run", "waiting")
        WRITING = "writing", pgettext_lazy("a run", "being written")
        SENT = "sent", pgettext_lazy("a run", "sent")
        FAILED = "failed", pgettext_lazy("a run", "failed")

    schedule = models.ForeignKey(
        ReportSchedule, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    due_at = models.DateTimeField()
    by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, db_collation="C")
    reason = models.CharField(max_length=300, default="")
    letters = ArrayField(models.UUIDField(), default=list)
    undelivered = models.IntegerField(default=0)
    settled = models.BooleanField(default=False)
    size = models.IntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "report_run"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "schedule", "due_at", "id"], name="report_run_of"),
        ]


class MetricAlert(TenantModel):
    """A metric that is watched day by day: against its own usual for such a day, or against a limit.

    `limit` is in major units of the business's money, per cent of a share, else the plain number.
    `judged_day` (UTC) is the last day it was looked at.
    """

    class Way(models.TextChoices):
        """Against what a day is held."""

        USUAL = "usual", _("Its own usual for that weekday")
        ABOVE = "above", _("More than a limit")
        BELOW = "below", _("Less than a limit")

    class Sense(models.TextChoices):
        """How soon it speaks."""

        KEEN = "keen", _("Early: now and then for nothing")
        USUAL = "usual", _("Usual")
        CALM = "calm", _("Late: only when far out")

    class Side(models.TextChoices):
        """Which way a day may stray without a word."""

        BOTH = "both", _("More or less than usual")
        ABOVE = "above", _("More than usual")
        BELOW = "below", _("Less than usual")

    name = models.CharField(max_length=80)
    metric = models.CharField(max_length=40, db_collation="C")
    filter = models.CharField(max_length=2_000, default="", db_collation="C")
    way = models.CharField(max_length=5, choices=Way.choices, db_collation="C")
    sense = models.CharField(max_length=5, choices=Sense.choices, default=Sense.USUAL, db_collation="C")
    side = models.CharField(max_length=5, choices=Side.choices, default=Side.BOTH, db_collation="C")
    limit = models.FloatField(null=True)
    owner_id = models.UUIDField()
    owner_kind = models.CharField(max_length=8, db_collation="C")
    members = ArrayField(models.UUIDField(), default=list)
    active = models.BooleanField(default=True)
    judged_day = models.DateField(null=True)
    trouble = models.CharField(max_length=300, default="")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "metric_alert"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "owner_id", "id"], name="metric_alert_owner")
        ]


class MetricRise(TenantModel):
    """Days in a row on which a watched metric stood out on one side: told once, open until a day is as usual.

    `value`, `usual`, `low` and `high` are of the last such day; a limit has no usual.
    """

    alert = models.ForeignKey(
        MetricAlert, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    side = models.CharField(max_length=5, db_collation="C")
    first_day = models.DateField()
    last_day = models.DateField()
    value = models.FloatField()
    usual = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=16, default="alert", db_collation="C")
    ended_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by_id = models.UUIDField(null=True)
    remark = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "metric_rise"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "alert"], condition=models.Q(ended_at=None), name="metric_rise_one_open"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "alert", "first_day", "id"], name="metric_rise_of")
        ]


class ReportEmbed(TenantModel):
    """A link by which figures are shown in frames of some sites, as whoever made it sees them."""

    name = models.CharField(max_length=80)
    board = models.CharField(max_length=40, default="", db_collation="C")
    question = models.CharField(max_length=4_000, default="", db_collation="C")
    sites = ArrayField(models.CharField(max_length=200))
    locale = models.CharField(max_length=16, default="", db_collation="C")
    key = models.CharField(max_length=32, db_collation="C")
    owner_id = models.UUIDField()
    owner_kind = models.CharField(max_length=8, db_collation="C")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "report_embed"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="report_embed_key")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "owner_id", "id"], name="report_embed_owner")
        ]


class ReportComment(TenantModel):
    """What a member said of a dashboard or a question, or answered to another comment on it.

    `about` is a digest of what it is about, which is found by it; one of `board` and `question` is filled.
    """

    about = models.CharField(max_length=64, db_collation="C")
    board = models.CharField(max_length=40, default="", db_collation="C")
    question = models.CharField(max_length=4_000, default="", db_collation="C")
    thread = models.ForeignKey(
        "self", models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    body = models.CharField(max_length=2_000)
    mentions = ArrayField(models.UUIDField(), default=list)
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "report_comment"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "about", "id"], name="report_comment_about"),
            models.Index(fields=["tenant_id", "thread", "id"], name="report_comment_thread"),
        ]
