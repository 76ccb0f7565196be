"""The business's own fields of an order: shown and edited on its page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.kernel.fields.api import load_values
from rapport.kernel.identity.api import Actor
from rapport.operational.orders.operations import set_order_fields
from rapport.operational.orders.operations.own import KIND
from rapport.operational.orders.queries import get_order
from rapport.ui.api.own_fields import Held, OwnFields


def _read(order_id: UUID, actor: Actor) -> Held:
    return _held(order_id, get_order(order_id, actor).version)


def _write(order_id: UUID, values: Mapping[str, Any], actor: Actor, version: int) -> Held:
    fresh = set_order_fields(order_id, values, actor=actor, version=version)
    return _held(order_id, fresh.version)


def _held(order_id: UUID, version: int) -> Held:
    return Held(load_values(KIND, [order_id]).get(order_id, {}), version)


OWN = OwnFields(KIND, "/orders", _read, _write)
