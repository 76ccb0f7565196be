"""The life of models: have one learnt, put one to use, go back to another."""

from uuid import UUID

from rapport.analytical.mood.contracts import Aspect, ModelState
from rapport.analytical.mood.models import MoodModel, MoodText
from rapport.analytical.mood.operations.taking import ask_to_read
from rapport.analytical.mood.operations.telling import LATELY
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

LEARN = "mood.learn"


def ask_to_learn(aspect: Aspect, language: str, *, actor: Actor) -> UUID:
    """Have an aspect (mood, topic, intent) of a language (en, zh) learnt by a job; returns its id.

    What is learnt waits for an approval. Raises `Forbidden`.
    """
    actor.require("create", "mood")
    with unit_of_work(actor):
        args = {"aspect": str(aspect), "language": language}
        return enqueue(LEARN, args, actor=system_actor(actor.tenant_id), key=f"{aspect}:{language}")


def approve_model(model_id: UUID, *, actor: Actor) -> None:
    """Put a model to use in the place of the one before, which may be approved again: the way back.

    What was said within the last hundred days is read anew. Raises `Missing`, `Forbidden`, `Clash` for one
    that was refused.
    """
    actor.require("edit", "mood")
    with unit_of_work(actor) as work:
        row = MoodModel.objects.select_for_update().filter(id=model_id).first()
        if row is None:
            raise Missing("There is no such model.")
        if row.state == ModelState.REFUSED:
            raise Clash("Nothing was learnt that could be approved.", code="nothing-learnt")
        if row.state == ModelState.APPROVED:
            return
        others = MoodModel.objects.filter(aspect=row.aspect, language=row.language, state=ModelState.APPROVED)
        others.update(state=ModelState.RETIRED)
        row.state, row.approved_at, row.approved_by_id = ModelState.APPROVED, work.now, actor.id
        row.save(update_fields=["state", "approved_at", "approved_by_id"])
        MoodText.objects.filter(language=row.language, at__gt=work.now - LATELY).update(read_at=None)
        ask_to_read(actor)
