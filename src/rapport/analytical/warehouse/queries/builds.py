"""The builds there were, and how months agreed with their source."""

import msgspec
from django.db.models import Case, F, Q, When

from rapport.analytical.warehouse.contracts import Build, Failure, Reckoned, State
from rapport.analytical.warehouse.models import MartBuild, ReckonedMonth
from rapport.kernel.identity.api import Actor

STATES: dict[str, State] = {"published": "published", "partly": "partly", "blocked": "blocked"}


def list_builds(actor: Actor, *, most: int = 10) -> list[Build]:
    """Return the newest builds of the business's marts; raises `Forbidden` without the right."""
    actor.require("view", "mart")
    return [
        Build(
            id=row.id,
            state=STATES[row.state],
            full=row.full,
            facts=row.facts,
            tables=row.tables,
            failures=msgspec.convert(row.failures, list[Failure]),
            started_at=row.started_at,
            seconds=row.seconds,
        )
        for row in MartBuild.objects.order_by("-started_at", "-id")[:most]
    ]


def list_reckoned(actor: Actor, *, most: int = 120) -> list[Reckoned]:
    """Return months of every ledger as they were last compared: those that differ first, then the newest.

    Raises `Forbidden` without the right.
    """
    actor.require("view", "mart")
    same = Q(records=F("source_records"), minor=F("source_minor"))
    rows = ReckonedMonth.objects.annotate(agrees=Case(When(same, then=1), default=0))
    return [
        Reckoned(
            row.ledger,
            row.month,
            row.currency,
            row.records,
            row.minor,
            row.source_records,
            row.source_minor,
            row.reckoned_at,
        )
        for row in rows.order_by("agrees", "-month", "ledger", "currency")[:most]
    ]
