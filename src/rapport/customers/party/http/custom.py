"""The shop's own fields of a customer: the card, and each edited in place."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.operations.custom import set_custom_fields
from rapport.customers.party.queries.loaded import customer_of
from rapport.customers.party.queries.states import CUSTOM, get_customer
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api.own_fields import Held, OwnFields


def draw_custom(request: HttpRequest, subject: UUID | None) -> str:
    """The card: every field the shop defined and this member may see."""
    if subject is None:
        return ""
    facts = OWN.facts(subject, customer_of(request, subject).custom, actor_of(request))
    return render_to_string("ui/parts/facts.html", {"facts": facts}, request) if facts else ""


def _read(party_id: UUID, actor: Actor) -> Held:
    return _held(get_customer(party_id, actor=actor))


def _write(party_id: UUID, values: Mapping[str, Any], actor: Actor, version: int) -> Held:
    return _held(set_custom_fields(party_id, values, actor=actor, version=version))


def _held(state: CustomerState) -> Held:
    return Held(state.custom, state.version)


OWN = OwnFields(CUSTOM, "/customers", _read, _write)
