"""What was done about wishes."""

from datetime import datetime

from django.db.models import QuerySet

from rapport.collaborative.mobile.models import SmsAnswer
from rapport.kernel.identity.api import Actor


def list_answers(actor: Actor) -> QuerySet[SmsAnswer]:
    """Return what was done about wishes; raises `Forbidden`."""
    actor.require("view", "channel")
    return SmsAnswer.objects.all()


def count_lately(sender: str, since: datetime) -> int:
    """Return how often a sender's wishes were answered since a moment."""
    return SmsAnswer.objects.filter(sender=sender, at__gt=since).exclude(kind="held").count()
