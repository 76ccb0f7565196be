"""What people decide about versions: learn anew, use this one, let the best one take over by itself again."""

from uuid import UUID

from rapport.analytical.recommendation.models import RecommenderVersion
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

LEARN = "recommendation.learn"


def ask_to_learn(*, actor: Actor) -> UUID:
    """Have it learnt in the background, once however often it is asked; returns the job."""
    actor.require("edit", "recommendation")
    return enqueue(LEARN, {}, actor=actor, key=LEARN)


def use_version(version_id: UUID, *, actor: Actor) -> UUID:
    """Have lists made by a version's recipe from now on, newer ones waiting; returns the job that makes them.

    This approves a version that waits and goes back to an older one alike.
    """
    actor.require("edit", "recommendation")
    with unit_of_work(actor) as work:
        if not RecommenderVersion.objects.filter(id=version_id).exists():
            raise Missing("There is no such version.")
        RecommenderVersion.objects.filter(live=True).exclude(id=version_id).update(live=False)
        chosen = {"live": True, "chosen_by": actor.id, "chosen_at": work.now}
        RecommenderVersion.objects.filter(id=version_id).update(**chosen)
        return ask_to_learn(actor=actor)


def choose_by_itself(*, actor: Actor) -> UUID:
    """Let the next version take over by itself again; returns the job that learns it."""
    actor.require("edit", "recommendation")
    with unit_of_work(actor):
        RecommenderVersion.objects.filter(live=True).update(chosen_by=None, chosen_at=None)
        return ask_to_learn(actor=actor)
