"""Who the tests of the customers' rooms talk about: drafts in few words, and members who may do less."""

from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.customers.party.api import ContactDraft, CustomerDraft, CustomerState, create_customer
from rapport.kernel.identity.api import Actor, FieldRule, Grant, Scope
from rapport.kernel.identity.models import Member, Unit
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant


def draft(name: str = "Ada Lovelace", *contacts: str, **values: Any) -> CustomerDraft:
    """Return a draft; a contact with an @ is an e-mail address, any other a phone number."""
    points = tuple(ContactDraft("email" if "@" in one else "phone", one) for one in contacts)
    return CustomerDraft(**{"name": name, "contact_points": points, **values})


def enter(shop: Shop, name: str = "Ada Lovelace", *contacts: str, **values: Any) -> CustomerState:
    """Enter a customer as the shop's administrator."""
    return create_customer(draft(name, *contacts, **values), actor=shop.actor)


def unit(shop: Shop, code: str, parent_id: UUID | None = None) -> UUID:
    """Make a unit of the shop."""
    with as_tenant(shop.tenant_id):
        return Unit.objects.create(name=code.title(), code=code, parent_id=parent_id).id


def clerk(
    shop: Shop,
    *,
    unit_id: UUID | None = None,
    unit_ids: tuple[UUID, ...] = (),
    scope: Scope = Scope.UNIT,
    rules: tuple[FieldRule, ...] = (),
    verbs: tuple[str, ...] = ("view", "create", "edit"),
) -> Actor:
    """Return a member with a narrower scope."""
    member = new_id()
    with as_tenant(shop.tenant_id):
        Member.objects.create(
            id=member, person_id=new_id(), name="Clerk", email="clerk@example.com", unit_id=unit_id
        )
    return Actor(
        tenant_id=shop.tenant_id,
        kind="member",
        id=member,
        name="Clerk",
        grants=tuple(Grant(verb, "*", scope) for verb in verbs),
        field_rules=rules,
        member_id=member,
        unit_id=unit_id,
        unit_ids=unit_ids or ((unit_id,) if unit_id else ()),
    )
