"""The transaction of a change to identity, and its facts.

The unit of work is built upon this room (it needs the actor), so it cannot be used here.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils import timezone

from rapport.kernel.identity.contracts import Actor, Grant
from rapport.kernel.identity.events import RoleChanged
from rapport.kernel.identity.models import Role
from rapport.kernel.identity.queries import list_grants
from rapport.kernel.outbox.api import Fact, write_facts
from rapport.kernel.tenancy.api import as_tenant, current_scope


@contextmanager
def as_actor(actor: Actor) -> Iterator[None]:
    """Open, or join, the transaction of the actor's business in the actor's name."""
    with as_tenant(actor.tenant_id, actor_id=actor.id, request_id=actor.request_id):
        yield


def note(*facts: Fact) -> None:
    """Write facts with the change of the running transaction."""
    scope = current_scope()
    write_facts(facts, occurred_at=timezone.now(), actor_id=scope.actor_id if scope else None, unit_id=None)


def state_of(role: Role, grants: Iterable[Grant] | None = None) -> RoleChanged:
    """Return the fact of what a role may now; `grants`, where all of them are known, are not read again."""
    grants = list_grants(role.id) if grants is None else grants
    written = tuple(sorted(f"{grant.verb}:{grant.kind}:{grant.scope.name.lower()}" for grant in grants))
    return RoleChanged(role_id=role.id, code=role.code, grants=written)
