"""Reads: every model in use that the reader may see, from the rooms that keep them."""

from rapport.customers.learnt.contracts import ModelCard, ModelKeeper
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor

_keepers: dict[str, ModelKeeper] = {}


def register_keeper(name: str, keeper: ModelKeeper) -> None:
    """Have a room's models told: those whose key is `name` or begins with it and a dash.

    A second keeper of a name is refused.
    """
    if name in _keepers and _keepers[name] is not keeper:
        raise Conflict("Another room keeps these models already.")
    _keepers[name] = keeper


def list_models(actor: Actor) -> list[ModelCard]:
    """Return every model the actor may see, in the order of their rooms' names; raises `Forbidden`."""
    actor.require("view", "model")
    return [card for name in sorted(_keepers) for card in _keepers[name].list_models(actor)]


def find_keeper(key: str) -> ModelKeeper:
    """Return the room that keeps a model; raises `Missing`."""
    keeper = _keepers.get(key.partition("-")[0])
    if keeper is None:
        raise Missing("There is no such model.")
    return keeper


def read_model(key: str, *, actor: Actor) -> ModelCard:
    """Return a model; raises `Missing` also for one the actor may not see, and `Forbidden`."""
    actor.require("view", "model")
    found = next((one for one in find_keeper(key).list_models(actor) if one.key == key), None)
    if found is None:
        raise Missing("There is no such model.")
    return found
