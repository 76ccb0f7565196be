"""The business's own fields of a product: shown and edited on its page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.kernel.fields.api import load_values
from rapport.kernel.identity.api import Actor
from rapport.operational.products.operations import set_product_fields
from rapport.operational.products.operations.own import KIND
from rapport.operational.products.queries import get_product
from rapport.ui.api.own_fields import Held, OwnFields


def _read(product_id: UUID, actor: Actor) -> Held:
    return _held(product_id, get_product(product_id, actor).version)


def _write(product_id: UUID, values: Mapping[str, Any], actor: Actor, version: int) -> Held:
    fresh = set_product_fields(product_id, values, actor=actor, version=version)
    return _held(product_id, fresh.version)


def _held(product_id: UUID, version: int) -> Held:
    return Held(load_values(KIND, [product_id]).get(product_id, {}), version)


OWN = OwnFields(KIND, "/products", _read, _write)
