"""The builds there were."""

import msgspec

from rapport.analytical.warehouse.contracts import Build, Failure, State
from rapport.analytical.warehouse.models import MartBuild
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
