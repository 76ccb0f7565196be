"""Reads: parties about whom nothing has come for long."""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Greatest

from rapport.customers.party.contracts import ERASED
from rapport.customers.party.models import Party


def list_silent(stage: str, before: datetime) -> QuerySet[Party]:
    """Return the living parties of a stage that neither came, wrote nor bought since a moment."""
    rows = Party.objects.filter(stage=stage, merged_into=None, created_at__lt=before).exclude(name=ERASED)
    newest = Greatest("created_at", "last_touch_at", "last_order_at")
    return rows.annotate(newest=newest).filter(newest__lt=before).order_by("id")
