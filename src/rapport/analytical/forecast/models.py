"""What was learnt of how the business goes on: runs, series, what was said of each day, contacts counted.

Everything here is derived and can be learnt or counted again, so its rows carry no history of their own.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.kernel.tenancy.api import TenantModel


class ForecastRun(TenantModel):
    """One time forecasts were learnt, or why they were not. Days are of the business's zone; `future` are
    order lines dated later than the run, which nobody believes."""

    as_of = models.DateTimeField()
    refusal = models.CharField(max_length=32, default="", db_collation="C")
    currency = models.CharField(max_length=3)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    stale = models.BooleanField(default=False)
    future = models.IntegerField(default=0)
    series = models.IntegerField(default=0)
    silent = models.IntegerField(default=0)

    class Meta:
        db_table = "forecast_run"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "as_of", "id"], name="forecast_run_as_of")
        ]


class ForecastSeries(TenantModel):
    """How one figure goes on, by the newest run: what it is of, the method that was kept, and its errors.

    `subject` is a product's or category's id, or a channel; empty for the whole business. `history` are the
    newest steps before the forecast, `last_day` the last of them. Money is minor units of the run's currency.
    `ahead` adds up what is said of the next four weeks. `occasions` are what was learnt of days that are not
    like others, `without` the error (MASE) had they not been known, null where they are not reckoned with.
    """

    measure = models.CharField(max_length=16, db_collation="C")
    tier = models.CharField(max_length=16, db_collation="C")
    subject = models.CharField(max_length=64, default="", db_collation="C")
    grain = models.CharField(max_length=8, db_collation="C")
    as_of = models.DateTimeField()
    refusal = models.CharField(max_length=32, default="", db_collation="C")
    method = models.CharField(max_length=32, default="", db_collation="C")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    history = ArrayField(models.FloatField(), default=list)
    mase = models.FloatField(null=True)
    naive_mase = models.FloatField(null=True)
    error = models.FloatField(null=True)
    inside = models.FloatField(null=True)
    days_judged = models.IntegerField(default=0)
    scores = models.JSONField(default=dict)
    ahead = models.FloatField(default=0.0)
    occasions = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    without = models.FloatField(null=True)

    class Meta:
        db_table = "forecast_series"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "measure", "tier", "subject"], name="forecast_series_one"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "measure", "tier", "ahead", "id"], name="forecast_series_ahead")
        ]


class ForecastPoint(TenantModel):
    """What was said last of a step before it came, when, and what then came; `day` is the step's first."""

    series_id = models.UUIDField()
    day = models.DateField()
    point = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    said_on = models.DateField()
    actual = models.FloatField(null=True)

    class Meta:
        db_table = "forecast_point"


class ContactDay(TenantModel):
    """How many messages of people came in on a day (of the business's zone) by one channel."""

    channel = models.CharField(max_length=40, db_collation="C")
    day = models.DateField()
    contacts = models.IntegerField()

    class Meta:
        db_table = "forecast_contact_day"
