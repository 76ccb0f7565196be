"""Sealing a business, and comparing what is sealed with what stands outside."""

from pathlib import Path
from uuid import UUID

from django.utils import timezone

from rapport.kernel.audit.api import check_seals, find_seal, seal_changes
from rapport.kernel.seals.anchor import append_heads, read_heads
from rapport.kernel.seals.contracts import Damage, Head
from rapport.kernel.tenancy.api import as_tenant, list_tenants


def seal_tenant(tenant_id: UUID, home: Path) -> Head | None:
    """Seal what a business changed, and write the head outside once that is committed.

    A head that an accident kept from the file is written by the next call. Returns the head, or None where
    nothing was ever changed.
    """
    with as_tenant(tenant_id):
        seal_changes()
        newest = find_seal()
    if newest is None:
        return None
    head = Head(tenant_id, newest.number, newest.digest.hex())
    outside, _damage = read_heads(home)
    if outside.get(tenant_id) != head and not check_tenant(tenant_id, outside.get(tenant_id)):
        append_heads(home, [head], at=timezone.now())
    return head


def seal_all(home: Path) -> list[Head]:
    """Seal every business of the installation."""
    heads = [seal_tenant(tenant.id, home) for tenant in list_tenants()]
    return [head for head in heads if head is not None]


def check_all(home: Path) -> list[Damage]:
    """Recompute every chain and compare it with the heads outside; an empty list means all is well."""
    outside, damage = read_heads(home)
    tenants = [tenant.id for tenant in list_tenants()]
    damage += [
        Damage(tenant_id, "the business is gone from the register")
        for tenant_id in outside.keys() - {*tenants}
    ]
    for tenant_id in tenants:
        damage += check_tenant(tenant_id, outside.get(tenant_id))
    return damage


def check_tenant(tenant_id: UUID, outside: Head | None) -> list[Damage]:
    """Recompute one chain and compare it with its head outside."""
    with as_tenant(tenant_id):
        broken = [
            Damage(tenant_id, "history was changed under a seal", check.number)
            for check in check_seals()
            if not check.intact
        ]
        if outside is not None:
            sealed = find_seal(outside.number)
            if sealed is None:
                broken.append(Damage(tenant_id, "the end of history was cut off", outside.number))
            elif sealed.digest.hex() != outside.digest:
                broken.append(Damage(tenant_id, "history was written anew", outside.number))
    return broken
