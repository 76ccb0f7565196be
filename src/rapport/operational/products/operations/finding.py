"""Having products found: by SKU and by their names in any script, written with every change."""

from collections.abc import Callable, Iterable
from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.kernel.search.api import Document, drop_documents, index_documents
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.products.models import Product

KIND = "product"
AT_ONCE = 2_000
ON_SALE = 10
"""How much a product on sale goes before one that is not."""


def index_products(products: Iterable[Product]) -> None:
    """Have products found as they are now."""
    index_documents(
        Document(KIND, row.id, row.name, text=row.sku, weight=ON_SALE if row.active else 0)
        for row in products
    )


def index_batch(batch_id: UUID, *, actor: Actor, tell: Callable[[int], None]) -> int:
    """Have every product found that an import wrote, some thousands in a transaction; returns how many."""
    done, last = 0, UUID(int=0)
    while True:
        with as_tenant(actor.tenant_id):
            rows = list(Product.objects.filter(batch_id=batch_id, id__gt=last).order_by("id")[:AT_ONCE])
            if not rows:
                return done
            index_products(rows)
        done, last = done + len(rows), rows[-1].id
        tell(done)


def list_batch(batch_id: UUID) -> list[UUID]:
    """Return the ids of the products an import wrote last. Needs a tenant."""
    return list(Product.objects.filter(batch_id=batch_id).values_list("id", flat=True))


def find_again(product_ids: Iterable[UUID]) -> None:
    """Have these products found as they are now, and those of them that are gone found no more."""
    wanted = list(product_ids)
    rows = list(Product.objects.filter(id__in=wanted))
    drop_documents(KIND, set(wanted) - {row.id for row in rows})
    index_products(rows)
