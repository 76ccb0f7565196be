"""Tables of the room: live events, visitors, sums by the minute; triggers and what they fired."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class LiveEvent(TenantModel):
    """An event of the last day, an order of the last two months; the id is its own, so it is had once."""

    visitor_id = models.UUIDField(null=True)
    event = models.CharField(max_length=80, db_collation="C")
    thing = models.CharField(max_length=200, default="", db_collation="C")
    happened_at = models.DateTimeField()

    class Meta:
        db_table = "live_event"
        indexes = (
            models.Index(fields=("tenant_id", "visitor_id", "happened_at"), name="live_event_visitor"),
            models.Index(fields=("tenant_id", "happened_at"), name="live_event_at"),
            models.Index(
                fields=("tenant_id", "event", "happened_at"),
                condition=models.Q(event="order.placed"),
                name="live_event_order",
            ),
        )


class LiveVisitor(TenantModel):
    """When a visitor last did anything, and last came to each step (UTC); the id is the visitor's."""

    seen_at = models.DateTimeField()
    product_at = models.DateTimeField(null=True)
    cart_at = models.DateTimeField(null=True)
    checkout_at = models.DateTimeField(null=True)
    order_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "live_visitor"
        indexes = (
            models.Index(fields=("tenant_id", "seen_at"), name="live_visitor_seen"),
            models.Index(fields=("tenant_id", "cart_at"), name="live_visitor_cart"),
        )


class LiveInterest(TenantModel):
    """When a visitor last looked at a product or put it into the cart (UTC), until they order."""

    visitor_id = models.UUIDField()
    thing = models.CharField(max_length=200, db_collation="C")
    at = models.DateTimeField()

    class Meta:
        db_table = "live_interest"
        indexes = (models.Index(fields=("tenant_id", "thing", "at"), name="live_interest_thing"),)


class LiveMinute(TenantModel):
    """How often something was counted in a minute (UTC): `measure` says what, `name` which."""

    minute = models.DateTimeField()
    measure = models.CharField(max_length=16, db_collation="C")
    name = models.CharField(max_length=200, db_collation="C")
    label = models.CharField(max_length=200, default="")
    count = models.BigIntegerField()

    class Meta:
        db_table = "live_minute"


class Trigger(TenantModel):
    """A rule on what visitors do; see `contracts.TriggerLine` for what the columns mean."""

    class Kind(models.TextChoices):
        """What the rule looks for."""

        TIMES = "times", _("Did something several times")
        IDLE = "idle", _("Left a cart alone")
        PRESENT = "present", _("Is on the site now")
        CHEAPER = "cheaper", _("Looked at a product whose price now drops")
        BACK = "back", _("Looked at a product that can now be bought again")

    class Repeat(models.TextChoices):
        """How often it fires for one visitor at most."""

        HOUR = "hour", _("once an hour")
        DAY = "day", _("once a day")
        WEEK = "week", _("once a week")

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, db_collation="C")
    event = models.CharField(max_length=80, default="", db_collation="C")
    times = models.IntegerField(default=1)
    minutes = models.IntegerField()
    same = models.BooleanField(default=False)
    who = models.JSONField(null=True)
    repeat = models.CharField(max_length=10, choices=Repeat.choices, db_collation="C")
    active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "live_trigger"


class TriggerFiring(TenantModel):
    """A trigger fired for a visitor in a window: there is one row at most."""

    trigger = models.ForeignKey(
        Trigger, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    visitor_id = models.UUIDField()
    window_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    thing = models.CharField(max_length=200, default="", db_collation="C")

    class Meta:
        db_table = "trigger_firing"
        indexes = (
            models.Index(fields=("tenant_id", "trigger", "fired_at", "id"), name="trigger_firing_of"),
            models.Index(fields=("tenant_id", "fired_at", "id"), name="trigger_firing_at"),
        )
