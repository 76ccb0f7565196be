"""What people decide about models of leaving: hold one, let the best take over by itself again."""

from uuid import UUID

from django.db.models import Q

from rapport.analytical.churn.contracts import ModelState
from rapport.analytical.churn.models import ChurnModel
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

LEARN = "churn.learn"


def use_model(model_id: UUID, *, actor: Actor) -> UUID:
    """Hold a model, an older one or one that waits: a job scores everybody by it, and newer ones wait.

    Returns the job. Raises `Missing`, `Forbidden`, `Clash` for one that was refused.
    """
    actor.require("edit", "worth")
    with unit_of_work(actor) as work:
        rows = {row.id: row for row in ChurnModel.objects.select_for_update().filter(_in_question(model_id))}
        row = rows.pop(model_id, None)
        if row is None:
            raise Missing("There is no such model.")
        if row.state == ModelState.REFUSED:
            raise Clash("Nothing was learnt that could be used.", code="nothing-learnt")
        ChurnModel.objects.filter(id__in=rows).update(state=ModelState.RETIRED, held=False)
        row.state, row.held = ModelState.CURRENT, True
        row.chosen_by_id, row.chosen_at = actor.id, work.now
        row.save(update_fields=["state", "held", "chosen_by_id", "chosen_at"])
        return _learn(actor)


def choose_by_itself(*, actor: Actor) -> UUID:
    """Let the next model take over by itself again; returns the job that learns it. Raises `Forbidden`."""
    actor.require("edit", "worth")
    with unit_of_work(actor):
        ChurnModel.objects.filter(state=ModelState.CURRENT).update(held=False)
        return _learn(actor)


def _in_question(model_id: UUID) -> Q:
    return Q(id=model_id) | Q(state__in=(ModelState.CURRENT, ModelState.WAITING))


def _learn(actor: Actor) -> UUID:
    return enqueue(LEARN, {}, actor=system_actor(actor.tenant_id), key=LEARN)
