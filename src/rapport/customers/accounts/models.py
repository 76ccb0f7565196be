"""Tables of the room: key accounts, their teams, urgent needs and the steps of their clock."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.kernel.tenancy.api import TenantModel


class KeyAccount(TenantModel):
    """A customer looked after by a team at a service level; the line stays when that has ended."""

    class Level(models.TextChoices):
        """How well it is served; what that means stands in the settings."""

        PREMIUM = "premium", _("Premium")
        PRIORITY = "priority", _("Advanced")
        STANDARD = "standard", _("Basic")

    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.PRIORITY, db_collation="C")
    note = models.CharField(max_length=500, default="", blank=True)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "key_account"
        indexes = (models.Index(fields=("tenant_id", "since", "id"), name="key_account_since"),)
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "party"), name="key_account_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=("premium", "priority", "standard")), name="key_account_level"
            ),
        )


class AccountMember(TenantModel):
    """A member of the team: what they do for the account, and at which step of its clock they are called."""

    class Role(models.TextChoices):
        """What they do."""

        LEAD = "lead", _("Lead")
        SALES = "sales", _("Sales")
        SERVICE = "service", _("Service")
        TECHNICAL = "technical", _("Technical")
        FINANCE = "finance", _("Finance")

    account = models.ForeignKey(
        KeyAccount, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    member_id = models.UUIDField()
    role = models.CharField(max_length=10, choices=Role.choices, db_collation="C")
    step = models.SmallIntegerField(default=1)

    class Meta:
        db_table = "account_member"
        constraints = (
            models.CheckConstraint(condition=models.Q(step__in=(1, 2)), name="account_member_step"),
        )


class UrgentNeed(TenantModel):
    """Something a key account needs at once; until somebody acknowledges it, its clock calls more people."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("Unanswered")
        ACKNOWLEDGED = "acknowledged", _("Taken care of")
        RESOLVED = "resolved", _("Resolved")

    class Outcome(models.TextChoices):
        """What came of it."""

        SOLVED = "solved", _("Solved")
        WORKAROUND = "workaround", _("Helped for now")
        NOT_POSSIBLE = "not_possible", _("Not possible")
        WITHDRAWN = "withdrawn", _("No longer needed")

    account = models.ForeignKey(
        KeyAccount, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    party = models.ForeignKey(
        "party.Party", models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=2000, default="", blank=True)
    level = models.CharField(max_length=10, choices=KeyAccount.Level.choices, db_collation="C")
    state = models.CharField(max_length=14, choices=State.choices, default=State.OPEN, db_collation="C")
    step = models.SmallIntegerField(default=1)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=200)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, default="")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=200, default="")
    outcome = models.CharField(max_length=14, choices=Outcome.choices, default="", db_collation="C")
    outcome_note = models.CharField(max_length=2000, default="", blank=True)
    version = models.IntegerField(default=1)
    batch_id = models.UUIDField(null=True)

    class Meta:
        db_table = "urgent_need"
        indexes = (
            models.Index(fields=("tenant_id", "account", "state"), name="urgent_need_account"),
            models.Index(fields=("tenant_id", "party", "id"), name="urgent_need_party"),
            models.Index(fields=("tenant_id", "state", "id"), name="urgent_need_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "acknowledged", "resolved")),
                name="urgent_need_state_known",
            ),
        )


class NeedStep(TenantModel):
    """A step of a need's clock: when it is due, when it was taken, and who was told."""

    need = models.ForeignKey(
        UrgentNeed, models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.SmallIntegerField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    told = ArrayField(models.UUIDField(), default=list)

    class Meta:
        db_table = "need_step"
