"""What is known of customers leaving: the models, each customer's risk, and guesses kept to be judged.

Everything here is derived from purchases and can be learnt again, so its rows carry no history of their own.
"""

from typing import ClassVar

from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class ChurnModel(TenantModel):
    """One time risk was learnt: data, parameters and error, or the refusal; at most one is current.

    `held`: a member chose the current one, and newer ones wait until the best may take over again.
    """

    number = models.IntegerField()
    as_of = models.DateTimeField()
    state = models.CharField(max_length=16, db_collation="C")
    kind = models.CharField(max_length=32, default="", db_collation="C")
    refusal = models.CharField(max_length=32, default="", db_collation="C")
    horizon_days = models.IntegerField(default=0)
    first_day = models.DateField(null=True)
    cut_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    customers = models.IntegerField(default=0)
    scored = models.IntegerField(default=0)
    parameters = models.JSONField(default=dict)
    errors = models.JSONField(null=True)
    groups = models.JSONField(default=list)
    candidates = models.JSONField(default=dict)
    snapshot = models.JSONField(null=True)
    shift = models.FloatField(null=True)
    held = models.BooleanField(default=False, db_default=False)
    chosen_by_id = models.UUIDField(null=True)
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "churn_model"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "number"], name="churn_model_number"),
            models.UniqueConstraint(
                fields=["tenant_id"], name="churn_model_one_current", condition=models.Q(state="current")
            ),
        ]


class CustomerRisk(TenantModel):
    """One customer who bought lately: the risk of buying nothing within the model's horizon, the measures it
    rests on, and how much each ground moves it. Amounts in minor units of the tenant's money."""

    party_id = models.UUIDField()
    model_id = models.UUIDField()
    as_of = models.DateTimeField()
    risk = models.FloatField()
    at_stake_minor = models.BigIntegerField(null=True)
    since = models.IntegerField()
    silent = models.IntegerField()
    days = models.IntegerField()
    longest = models.IntegerField()
    recent = models.IntegerField()
    before = models.IntegerField()
    gross_minor = models.BigIntegerField()
    returned_minor = models.BigIntegerField()
    by_silence = models.FloatField()
    by_habit = models.FloatField()
    by_trend = models.FloatField()
    by_money = models.FloatField()
    by_returns = models.FloatField()

    class Meta:
        db_table = "customer_risk"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "risk", "id"], name="customer_risk_risk"),
            models.Index(fields=["tenant_id", "at_stake_minor", "id"], name="customer_risk_stake"),
            models.Index(
                fields=["tenant_id", "id"],
                name="customer_risk_unweighed",
                condition=models.Q(at_stake_minor__isnull=True),
            ),
        ]


class RiskForecast(TenantModel):
    """A guess about one customer, kept until its horizon has passed and it can be judged."""

    party_id = models.UUIDField()
    model_id = models.UUIDField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    risk = models.FloatField()

    class Meta:
        db_table = "risk_forecast"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "due_at", "id"], name="risk_forecast_due")
        ]


class RiskVerdict(TenantModel):
    """What became of the guesses of one day, judged when their horizon had passed."""

    model_id = models.UUIDField()
    made_at = models.DateTimeField()
    judged_at = models.DateTimeField()
    customers = models.IntegerField()
    guessed = models.FloatField()
    left = models.FloatField()
    brier = models.FloatField()
    base_brier = models.FloatField()
    auc = models.FloatField()

    class Meta:
        db_table = "risk_verdict"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "made_at", "id"], name="risk_verdict_made")
        ]


class Contract(TenantModel):
    """A contract of a customer as a program told it, known by its `code`, and what is learnt of its end.

    `price_minor` of `currency` is paid every period (`every`: month, quarter, half, year); days are of the
    business's zone. `risk` is the probability that it ends within the horizon of the newest model, null for
    one that does not run or of which nothing is said; `others` and `ended` count the customer's contracts.
    """

    party_id = models.UUIDField()
    code = models.CharField(max_length=100, db_collation="C")
    plan = models.CharField(max_length=120)
    every = models.CharField(max_length=8, db_collation="C")
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, db_collation="C")
    renews = models.BooleanField(default=True)
    started_on = models.DateField()
    term_ends_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    risk = models.FloatField(null=True)
    others = models.IntegerField(default=0)
    ended = models.IntegerField(default=0)
    reasons = models.JSONField(default=list)
    scored_on = models.DateField(null=True)

    class Meta:
        db_table = "customer_contract"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "code"], name="customer_contract_code"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "party_id"], name="customer_contract_party"),
            models.Index(
                fields=["tenant_id", "risk", "id"],
                name="customer_contract_risk",
                condition=models.Q(risk__isnull=False),
            ),
        ]


class ContractModel(TenantModel):
    """One time it was learnt how contracts end: data, error, the curve, or the refusal."""

    as_of = models.DateTimeField()
    refusal = models.CharField(max_length=32, default="", db_collation="C")
    kind = models.CharField(max_length=16, default="", db_collation="C")
    horizon_days = models.IntegerField(default=0)
    contracts = models.IntegerField(default=0)
    running = models.IntegerField(default=0)
    expected = models.FloatField(default=0.0)
    at_stake_minor = models.BigIntegerField(default=0)
    median_days = models.IntegerField(null=True)
    errors = models.JSONField(null=True)
    groups = models.JSONField(default=list)
    candidates = models.JSONField(default=dict)
    curve = models.JSONField(default=list)

    class Meta:
        db_table = "contract_model"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "as_of", "id"], name="contract_model_as_of")
        ]
