"""Ties between parties: households, hierarchies, employers, referrals."""

from datetime import date
from uuid import UUID

from django.db import connection

from rapport.customers.party.contracts import CustomerDraft, CustomerState
from rapport.customers.party.models import Party, Relation
from rapport.customers.party.operations.create import create_customer
from rapport.customers.party.operations.edit import publish
from rapport.customers.party.queries.states import get_party_for_update
from rapport.customers.party.rules.hierarchy import DEEPEST, HIERARCHIES, closes_circle
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.work.api import unit_of_work

_ABOVE = """
with recursive up(from_id, to_id, depth) as (
    select from_party_id, to_party_id, 1 from relation where from_party_id = %(start)s and kind = %(kind)s
    union
    select r.from_party_id, r.to_party_id, up.depth + 1
      from relation r join up on r.from_party_id = up.to_id
     where r.kind = %(kind)s and up.depth <= %(deepest)s)
select distinct from_id, to_id from up
"""
_LOCK = """
select pg_advisory_xact_lock(hashtextextended('hierarchy' || current_setting('rapport.tenant'), 0))
"""
_ONE_SUBSIDIARY = "subsidiary_of"


def add_relation(
    from_id: UUID, to_id: UUID, kind: str, *, actor: Actor, title: str = "", since: date | None = None
) -> None:
    """Tie one party to another, read from → to; a tie that exists gets the new title and date.

    Raises `Invalid` for an unknown kind or a tie to itself, `Missing`, `Conflict` (circle) when a hierarchy
    would close on itself, and `Conflict` (parent) when a company belongs to another already.
    """
    actor.require("edit", "customer")
    if kind not in Relation.Kind.values:
        raise Invalid(
            "There is no such tie.",
            fields={"kind": "One of %(known)s."},
            values={"known": ", ".join(Relation.Kind.values)},
        )
    if from_id == to_id:
        raise Invalid("A customer cannot be tied to itself.", fields={"to_id": "The same customer."})
    actor.require_fields("customer", ["relations"])
    with unit_of_work(actor) as work:
        party = get_party_for_update(from_id, actor=actor)
        _require_seen(to_id, actor)
        if kind in HIERARCHIES:
            _require_no_circle(from_id, to_id, kind)
        values = {"title": title.strip()[:120], "since": since}
        rows = Relation.objects.filter(from_party=party, to_party_id=to_id, kind=kind)
        if not rows.update(**values):
            Relation.objects.create(from_party=party, to_party_id=to_id, kind=kind, **values)
        publish([from_id], work)


def remove_relation(from_id: UUID, to_id: UUID, kind: str, *, actor: Actor) -> None:
    """Untie two parties; raises `Missing` when there is no such tie."""
    actor.require_fields("customer", ["relations"])
    with unit_of_work(actor) as work:
        party = get_party_for_update(from_id, actor=actor)
        if not Relation.objects.filter(from_party=party, to_party_id=to_id, kind=kind).delete()[0]:
            raise Missing("There is no such tie.")
        publish([from_id], work)


def form_household(name: str, member_ids: list[UUID], *, actor: Actor) -> CustomerState:
    """Make a household of people, as a party of its own they are tied to; raises `Missing`, `Invalid`."""
    if len(set(member_ids)) < 2:
        raise Invalid("A household has at least two members.", fields={"member_ids": "At least two."})
    with unit_of_work(actor):
        household = create_customer(CustomerDraft(name=name, kind="household"), actor=actor)
        for member in dict.fromkeys(member_ids):
            add_relation(member, household.id, Relation.Kind.IN_HOUSEHOLD, actor=actor)
    return household


def _require_seen(party_id: UUID, actor: Actor) -> None:
    rows = within_scope(Party.objects.filter(merged_into=None), actor, "view", "customer")
    if not rows.filter(id=party_id).exists():
        raise Missing("There is no such customer.")


def _require_no_circle(from_id: UUID, to_id: UUID, kind: str) -> None:
    _lock_hierarchies()
    if kind == _ONE_SUBSIDIARY:
        others = Relation.objects.filter(from_party_id=from_id, kind=kind).exclude(to_party_id=to_id)
        if others.exists():
            raise Conflict("This company belongs to another already.", code="parent")
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"start": to_id, "kind": kind, "deepest": DEEPEST})
        above: dict[UUID, list[UUID]] = {}
        for lower, upper in cursor.fetchall():
            above.setdefault(lower, []).append(upper)
    if closes_circle(from_id, to_id, above):
        raise Conflict("That would put somebody above themselves.", code="circle")


def _lock_hierarchies() -> None:
    """Two ties made at once could close a circle together, so hierarchies change one at a time per shop."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
