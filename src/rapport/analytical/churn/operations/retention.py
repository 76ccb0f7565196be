"""Measure what an offer brought: reads the ledger of two groups of customers, writes nothing that stays."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from rapport.analytical.churn.contracts import RetentionEffect
from rapport.analytical.churn.operations import statements as sql
from rapport.analytical.churn.operations.ledger import open_ledger
from rapport.analytical.churn.rules.retention import Outcome, compare_outcomes
from rapport.customers.party.api import resolve_customers
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work


def measure_retention(
    treated: Collection[UUID], untreated: Collection[UUID], *, since: datetime, until: datetime, actor: Actor
) -> RetentionEffect:
    """Compare the customers who got an offer with those who did not, by what they bought after `since`.

    Times are UTC, `until` belongs to the time looked at; amounts are minor units of the business's currency.
    Customers in both groups count as treated, merged ones as who they are now. Raises `Missing` unless all
    are in the actor's sight, `Forbidden` without the right to see worth, `Invalid` for a group of fewer than
    two, and for a time that ends before it begins. Only where chance decided who got the offer is the
    difference its effect.
    """
    actor.require("view", "worth")
    if until <= since:
        raise Invalid("The time looked at ends before it begins.")
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        given = set(resolve_customers(treated, actor=actor).values())
        rest = set(resolve_customers(untreated, actor=actor).values()) - given
        if min(len(given), len(rest)) < 2:
            raise Invalid("Both groups need at least two customers.")
        open_ledger(cursor, get_own_tenant(actor.tenant_id), party_ids=sorted(given | rest))
        cursor.execute(
            sql.OUTCOMES,
            {
                "treated": sorted(given),
                "untreated": sorted(rest),
                "now": work.now,
                "since": since,
                "until": min(until, work.now),
            },
        )
        with_offer, without = (Outcome(*row[1:]) for row in cursor.fetchall())
    return compare_outcomes(with_offer, without)
