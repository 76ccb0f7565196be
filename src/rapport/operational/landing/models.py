"""Tables of the room: pieces, what they say, what came of them by the day, and which customers met them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.kernel.tenancy.api import TenantModel


class SitePiece(TenantModel):
    """A landing page or a pop-up.

    `slug` is a page's address below the shop's own (`/p/<shop>/<slug>`), and what a pop-up is called in what
    visitors did. `form_id` is the form that stands below its words, if any. The rest is for pop-ups: `where`
    are paths of the shop's pages, `*` for anything, all where there is none; `who` says whether visitors must
    be known customers, who then have to match the filter `audience`; `did` what they must have done;
    `moment` and `delay` (seconds or percent of the page) when it comes; `again_days` after how many days
    somebody who closed it sees it again, 0 for never. `seed` draws which way of saying it a visitor gets.
    """

    class Kind(models.TextChoices):
        """Where it stands."""

        PAGE = "page", _("Landing page")
        POPUP = "popup", _("Pop-up")

    class State(models.TextChoices):
        """Whether visitors see it."""

        DRAFT = "draft", _("Draft")
        LIVE = "live", pgettext_lazy("a landing page", "Live")
        PAUSED = "paused", _("Paused")

    class Who(models.TextChoices):
        """Which visitors it is for."""

        ALL = "all", _("Everybody")
        KNOWN = "known", _("Known customers of the audience")
        UNKNOWN = "unknown", _("Visitors nobody knows")

    class Did(models.TextChoices):
        """What they must have done."""

        ANY = "", _("Whatever they did")
        BACK = "back", _("Were here before")
        LOOKED = "looked", _("Looked at a product")
        CART = "cart", _("Have a cart they did not order")

    class Moment(models.TextChoices):
        """When it comes."""

        AFTER = "after", _("After so many seconds")
        SCROLLED = "scrolled", _("So far down the page, in percent")
        LEAVING = "leaving", _("When they are about to leave")

    kind = models.CharField(max_length=5, choices=Kind.choices, db_collation="C")
    name = models.CharField(max_length=160)
    slug = models.CharField(max_length=60, db_collation="C")
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT, db_collation="C")
    form_id = models.UUIDField(null=True)
    audience = models.JSONField(default=dict)
    who = models.CharField(max_length=7, choices=Who.choices, default=Who.ALL, db_collation="C")
    did = models.CharField(max_length=6, choices=Did.choices, default="", blank=True, db_collation="C")
    where = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    moment = models.CharField(max_length=8, choices=Moment.choices, default=Moment.AFTER, db_collation="C")
    delay = models.SmallIntegerField(default=5)
    again_days = models.SmallIntegerField(default=30)
    seed = models.CharField(max_length=32, db_collation="C")
    owner_id = models.UUIDField(null=True)
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    version = models.IntegerField(default=1)
    batch_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "site_piece"
        indexes = (
            models.Index(fields=("tenant_id", "created_at", "id"), name="site_piece_created"),
            models.Index(fields=("tenant_id", "name", "id"), name="site_piece_name"),
        )
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "slug"), name="site_piece_slug"),
            models.CheckConstraint(condition=models.Q(delay__gte=0, delay__lte=600), name="site_piece_delay"),
            models.CheckConstraint(
                condition=models.Q(again_days__gte=0, again_days__lte=366), name="site_piece_again"
            ),
        )


class SiteWords(TenantModel):
    """What a piece says: `code` is the way (A, B, C), each in one or more languages; `share` its weight."""

    piece = models.ForeignKey(
        SitePiece, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    code = models.CharField(max_length=1, db_collation="C")
    language = models.CharField(max_length=12, db_collation="C")
    share = models.SmallIntegerField(default=1)
    title = models.CharField(max_length=200, default="", blank=True)
    blocks = models.JSONField(default=list)
    batch_id = models.UUIDField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "site_words"
        constraints = (
            models.UniqueConstraint(
                fields=("tenant_id", "piece", "code", "language"), name="site_words_once"
            ),
        )


class SiteDay(TenantModel):
    """What came of one way of saying a piece on a day of the business's calendar."""

    piece = models.ForeignKey(
        SitePiece, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    day = models.DateField()
    code = models.CharField(max_length=1, db_collation="C")
    shown = models.IntegerField(default=0)
    followed = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    filled = models.IntegerField(default=0)

    class Meta:
        db_table = "site_day"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "piece", "day", "code"), name="site_day_once"),
        )


class SiteMeeting(TenantModel):
    """A known customer met a piece: first seen when, by which way, and filled in when (times UTC).

    `seen_at` is empty for one who filled in a form without ever having been known before.
    """

    piece = models.ForeignKey(
        SitePiece, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    code = models.CharField(max_length=1, db_collation="C")
    seen_at = models.DateTimeField(null=True)
    filled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "site_meeting"
        indexes = (models.Index(fields=("tenant_id", "party"), name="site_meeting_party"),)
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "piece", "party"), name="site_meeting_once"),
        )


class SiteEntry(TenantModel):
    """Which piece an entry of a form came by; gone once its customer is known."""

    piece = models.ForeignKey(
        SitePiece, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    entry_id = models.UUIDField()
    code = models.CharField(max_length=1, db_collation="C")
    at = models.DateTimeField()

    class Meta:
        db_table = "site_entry"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "entry_id"), name="site_entry_once"),)
