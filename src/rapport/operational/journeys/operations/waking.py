"""Having the step of journeys come: at once, or when the next of those who wait is due."""

from datetime import datetime

from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue

STEP = "journeys.step"


def wake(actor: Actor) -> None:
    """Have everybody who is due make their step, once the running transaction has committed."""
    enqueue(STEP, {}, actor=system_actor(actor.tenant_id), key="now")


def wake_at(moment: datetime, actor: Actor) -> None:
    """Have the step come at a moment (UTC), once for each second."""
    key = f"at {moment:%Y%m%d%H%M%S}"
    enqueue(STEP, {}, actor=system_actor(actor.tenant_id), key=key, due_at=moment)
