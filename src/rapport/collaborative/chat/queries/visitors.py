"""Who writes: found by the secret of their browser."""

import hashlib

from rapport.collaborative.chat.contracts import Visitor
from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.delivery.contracts import AccountState
from rapport.kernel.tenancy.api import as_tenant


def digest_of(token: str) -> bytes:
    """Return what is kept of a visitor's secret."""
    return hashlib.sha256(token.encode()).digest()


def find_visitor(account: AccountState, token: str) -> Visitor | None:
    """Return whoever holds a secret in a widget, None where they have not written yet."""
    with as_tenant(account.tenant_id):
        row = ChatVisitor.objects.filter(account_id=account.id, digest=digest_of(token)).first()
    return visitor_of(row) if row is not None else None


def visitor_of(row: ChatVisitor) -> Visitor:
    """Return a visitor as others see them."""
    return Visitor(
        id=row.id,
        tenant_id=row.tenant_id,
        account_id=row.account_id,
        name=row.name,
        email=row.email,
        customer_id=row.party_id,
        proved=row.proved,
        lines=row.lines,
    )
