"""Facts that were put aside are sent again because somebody asks."""

from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import ask_again
from rapport.kernel.work.api import unit_of_work


def send_again(consumer: str, fact: str, *, actor: Actor) -> int:
    """Have the business's parked facts of a consumer and a name, or all, tried once more; returns how many.

    Raises `Forbidden` without the right to edit background work.
    """
    actor.require("edit", "job")
    with unit_of_work(actor):
        return ask_again(consumer=consumer, fact=fact)
