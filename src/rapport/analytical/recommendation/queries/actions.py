"""Reads: what to do next about a customer, from every room that knows something."""

from rapport.analytical.recommendation.contracts.actions import ActionSource, NextAction
from rapport.customers.party.api import PartyRef, resolve_customer
from rapport.kernel.identity.api import Actor

_sources: list[ActionSource] = []


def register_action_source(source: ActionSource) -> None:
    """Have this room asked for what to do next."""
    _sources.append(source)


def rank_actions(party: PartyRef, *, actor: Actor, limit: int = 3) -> list[NextAction]:
    """Return what to do next about a customer, the highest expected value first, only what brings something.

    Raises `Missing` for whom the actor may not see, `Forbidden` without the right.
    """
    actor.require("view", "recommendation")
    party_id = resolve_customer(party, actor=actor)
    known = [one for source in _sources for one in source.list_actions(party_id, actor=actor)]
    worth = [one for one in known if one.expected_minor > 0]
    return sorted(worth, key=lambda one: (-one.expected_minor, one.code, one.title))[:limit]
