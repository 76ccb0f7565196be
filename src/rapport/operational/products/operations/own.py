"""The business's own fields of a product."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict
from rapport.kernel.fields.api import load_values, write_values
from rapport.kernel.fields.events import RecordFieldsChanged
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.products.models import Product
from rapport.operational.products.queries import get_product_for_update

KIND = "product"


def set_product_fields(
    product_id: UUID, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> Product:
    """Set the custom fields named by code, None empties one; the product gets its next version.

    Raises `Missing`, `Invalid` naming each value refused, `Forbidden`, `Conflict` when `version` is old.
    """
    with unit_of_work(actor) as work:
        product = get_product_for_update(product_id, actor)
        if version is not None and version != product.version:
            raise Conflict(_("Somebody changed this product meanwhile."), code="stale-version")
        write_values(KIND, product.id, values, actor=actor)
        product.version += 1
        product.updated_at = work.now
        product.save(update_fields=("version", "updated_at"))
        held = load_values(KIND, [product.id]).get(product.id, {})
        work.record(
            RecordFieldsChanged(record_id=product.id, kind=KIND, version=product.version, values=held)
        )
    return product
