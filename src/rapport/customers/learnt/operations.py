"""What people decide about models: use another version, let the best take over by itself again."""

from uuid import UUID

from rapport.customers.learnt import events
from rapport.customers.learnt.queries import find_keeper
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import unit_of_work


def use_version(key: str, version_id: UUID, *, actor: Actor) -> None:
    """Put a version to use: go back to an older one, or approve one that waits.

    Raises `Missing`, `Forbidden` also without the room's own right, `Clash` for one that learnt nothing.
    """
    actor.require("edit", "model")
    with unit_of_work(actor) as work:
        find_keeper(key).use_version(key, version_id, actor=actor)
        work.record(events.ModelChosen(choice_id=new_id(), key=key, version_id=version_id))


def let_go(key: str, *, actor: Actor) -> None:
    """Let the best version take over by itself again.

    Raises `Missing`, `Forbidden`, `Clash` where versions of this model are never held.
    """
    actor.require("edit", "model")
    with unit_of_work(actor) as work:
        find_keeper(key).let_go(key, actor=actor)
        work.record(events.ModelChosen(choice_id=new_id(), key=key, version_id=None))
