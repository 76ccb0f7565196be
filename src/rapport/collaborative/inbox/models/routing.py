"""Who takes what: what agents can do, the rules in their order, and what was decided and why."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class Agent(TenantModel):
    """What a member brings to the inbox: languages (ISO 639-1), skills, and how many open threads at most.

    One who is `away` is given nothing new.
    """

    member_id = models.UUIDField()
    skills = ArrayField(models.CharField(max_length=40), default=list)
    languages = ArrayField(models.CharField(max_length=2, db_collation="C"), default=list)
    most = models.SmallIntegerField(default=20)
    away = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "agent"
        constraints = (models.CheckConstraint(condition=models.Q(most__gte=1), name="agent_takes_some"),)


class RouteRule(TenantModel):
    """For conversations a filter finds: whose they become, how they are marked; the first that fits counts.

    `condition` is a tree of the filter language as it stands in addresses; an empty one fits all. `urgent`
    shares the answer's time by four.
    """

    position = models.IntegerField()
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)
    condition = models.TextField(default="")
    team_id = models.UUIDField(null=True)
    member_id = models.UUIDField(null=True)
    skill = models.CharField(max_length=40, default="")
    tag = models.CharField(max_length=40, default="")
    urgent = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "route_rule"
        indexes = (models.Index(fields=("tenant_id", "position", "id"), name="route_rule_position"),)


class RouteDecision(TenantModel):
    """What became of a conversation when a message came, and why: once for each message.

    `reasons` are (code, detail) in the order they were weighed; pages put them into words.
    """

    conversation_id = models.UUIDField()
    message_id = models.UUIDField()
    member_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        db_table = "route_decision"
        indexes = (
            models.Index(fields=("tenant_id", "conversation_id", "at"), name="route_decision_conversation"),
        )
