"""What people decide about versions: have it learnt anew."""

from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue

LEARN = "recommendation.learn"


def ask_to_learn(*, actor: Actor) -> UUID:
    """Have it learnt in the background, once however often it is asked; returns the job."""
    actor.require("edit", "recommendation")
    return enqueue(LEARN, {}, actor=actor, key=LEARN)
