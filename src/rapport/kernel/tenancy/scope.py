"""The tenant of a transaction: set for its length in PostgreSQL, where row-level security reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from rapport.kernel.errors import RapportError
from rapport.kernel.statements import execute_planned

_NAMES = ("rapport.tenant", "rapport.actor", "rapport.request", "rapport.batch")
_SET = "select " + ", ".join(f"set_config('{name}', %s, true)" for name in _NAMES)


@dataclass(frozen=True, slots=True)
class TenantScope:
    """For whom, by whom and for which request and batch the transaction works."""

    tenant_id: UUID
    actor_id: UUID | None = None
    request_id: UUID | None = None
    batch_id: UUID | None = None
    whole: bool = False
    memo: dict[str, Any] = field(default_factory=dict, compare=False)


_scope: ContextVar[TenantScope | None] = ContextVar("rapport_tenant_scope", default=None)


class NoTenant(RapportError):
    """Something that belongs to a tenant was touched outside `as_tenant`."""

    kind = "forbidden"


class OtherTenant(RapportError):
    """A transaction of one tenant tried to become another tenant's."""

    kind = "forbidden"


@contextmanager
def as_tenant(
    tenant_id: UUID,
    *,
    actor_id: UUID | None = None,
    request_id: UUID | None = None,
    batch_id: UUID | None = None,
    whole: bool = False,
) -> Iterator[None]:
    """Run a transaction that sees and writes only this tenant's rows.

    The settings are local to the transaction, so a pooled connection never carries them on.
    Nested use keeps the tenant and may name another actor, request or batch; another tenant
    raises `OtherTenant`. Nested use is a savepoint, so that a refusal inside can be survived; not so in a
    `whole` transaction, which any exception inside undoes from its start (a savepoint costs two round trips).
    """
    outer = _scope.get()
    if outer is not None and outer.tenant_id != tenant_id:
        raise OtherTenant("This transaction belongs to another business.")
    inner = TenantScope(
        tenant_id,
        actor_id or (outer.actor_id if outer else None),
        request_id or (outer.request_id if outer else None),
        batch_id or (outer.batch_id if outer else None),
        outer.whole if outer else whole,
        outer.memo if outer else {},
    )
    with transaction.atomic(using="default", savepoint=not (outer and outer.whole)):
        if inner != outer:
            _write(inner)
        token = _scope.set(inner)
        try:
            yield
        except BaseException:
            inner.memo.clear()  # what was read inside may have been rolled back
            raise
        finally:
            _scope.reset(token)
        # An exception rolls back to the savepoint, and with it the settings: only success puts them back.
        if outer is not None and inner != outer:
            _write(outer)


def current_tenant_id() -> UUID:
    """Return the tenant of the running transaction; raises `NoTenant` outside one."""
    scope = _scope.get()
    if scope is None:
        raise NoTenant("No business is set for this transaction.")
    return scope.tenant_id


def current_memo() -> dict[str, Any]:
    """Return what the running transaction remembers; it ends with it. Raises `NoTenant` outside one."""
    scope = _scope.get()
    if scope is None:
        raise NoTenant("No business is set for this transaction.")
    return scope.memo


def current_scope() -> TenantScope | None:
    """Return the scope of the running transaction, or None outside one."""
    return _scope.get()


def _write(scope: TenantScope) -> None:
    values = (scope.tenant_id, scope.actor_id, scope.request_id, scope.batch_id)
    execute_planned(_SET, ["" if value is None else str(value) for value in values])
