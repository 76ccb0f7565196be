"""The whole public state of parties, however many, in one statement."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec
from django.db import connection

from rapport.customers.party.contracts import CustomerState, MergedAway, PartyRef, Seen
from rapport.customers.party.models import Party
from rapport.customers.party.queries.veil import veil_state
from rapport.kernel.errors import Missing
from rapport.kernel.fields.api import VALUES_BESIDE
from rapport.kernel.identity.api import Actor, Scope, within_scope
from rapport.kernel.tenancy.api import current_tenant_id

# The tenant is named beside row-level security so that every satellite's key is used from its beginning.
_STATE = """
select json_build_object(
    'id', p.id, 'version', p.version, 'kind', p.kind, 'name', p.name, 'given_name', p.given_name,
    'family_name', p.family_name, 'country', p.country, 'city', p.city, 'zone', p.zone, 'locale', p.locale,
    'birth_date', p.birth_date, 'tax_number', p.tax_number, 'website', p.website, 'stage', p.stage,
    'origin', p.origin, 'unit_id', p.unit_id, 'owner_id', p.owner_id, 'order_count', p.order_count,
    'spent_minor', p.spent_minor, 'currency', p.currency, 'first_order_at', p.first_order_at,
    'last_order_at', p.last_order_at, 'last_touch_at', p.last_touch_at, 'merged_into_id', p.merged_into_id,
    'created_at', p.created_at, 'updated_at', p.updated_at,
    'contact_points', coalesce((select json_agg(json_build_object(
        'id', c.id, 'kind', c.kind, 'value', c.value, 'normal', c.normal, 'label', c.label,
        'preferred', c.preferred, 'verified_at', c.verified_at) order by c.id)
        from contact_point c where c.tenant_id = p.tenant_id and c.party_id = p.id), '[]'),
    'addresses', coalesce((select json_agg(json_build_object(
        'id', a.id, 'label', a.label, 'street', a.street, 'postal_code', a.postal_code, 'city', a.city,
        'region', a.region, 'country', a.country, 'preferred', a.preferred) order by a.id)
        from address a where a.tenant_id = p.tenant_id and a.party_id = p.id), '[]'),
    'external_ids', coalesce((select json_agg(json_build_object(
        'system', e.system, 'external_id', e.external_id) order by e.system, e.external_id)
        from external_id e where e.tenant_id = p.tenant_id and e.party_id = p.id), '[]'),
    'roles', (select json_agg(s.role order by s.role)
        from party_standing s where s.tenant_id = p.tenant_id and s.party_id = p.id),
    'tags', coalesce((select json_agg(t.name order by t.key)
        from party_tag pt join tag t on t.tenant_id = pt.tenant_id and t.id = pt.tag_id
        where pt.tenant_id = p.tenant_id and pt.party_id = p.id), '[]'),
    'custom', coalesce({custom}, '{}'))::text
  from party p where p.tenant_id = %s and p.id = any(%s)
""".replace("{custom}", VALUES_BESIDE)
CUSTOM = "customer"
"""The kind under which custom fields of customers are defined."""


class _Head(msgspec.Struct):
    """What a line names of a state."""

    id: UUID
    version: int


_decode_head = msgspec.json.Decoder(_Head).decode
_decode = msgspec.json.Decoder(CustomerState).decode


def load_states(party_ids: Iterable[UUID]) -> dict[UUID, CustomerState]:
    """Return the states of parties by id, without asking who may see them; for facts and joined reads."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [CUSTOM, current_tenant_id(), list(party_ids)])
        return {state.id: state for row in cursor.fetchall() if (state := _decode(row[0]))}


def load_lines(party_ids: Sequence[UUID]) -> list[bytes]:
    """Return `customer.updated` lines of a parcel for many parties, the state as the database writes it.

    Nothing is decoded but id and version: a hundred thousand states would cost more than changing them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [CUSTOM, current_tenant_id(), list(party_ids)])
        return [_line(row[0].encode()) for row in cursor.fetchall()]


def _line(state: bytes) -> bytes:
    head = _decode_head(state)
    subject = f'{{"subject_id":"{head.id}","version":{head.version},"payload":{{"customer_id":"{head.id}",'
    return b"".join((subject.encode(), b'"version":%d,"state":' % head.version, state, b"}}"))


def get_customer(party_id: UUID, *, actor: Actor) -> CustomerState:
    """Return the state of a party the actor may see; of one merged away, the survivor's.

    The scope is checked on what was read: an old id leads on where either record is within it.
    """
    actor.require("view", "customer")
    old = state = load_states([party_id]).get(party_id)
    if old is not None and old.merged_into_id is not None:
        state = load_states([old.merged_into_id]).get(old.merged_into_id)
    if old is None or state is None or not any(_in_reach(one, actor) for one in (old, state)):
        raise Missing("There is no such customer.")
    return veil_state(state, actor)


def _in_reach(state: CustomerState, actor: Actor) -> bool:
    """Tell whether viewing reaches a party, as `within_scope` tells it in a query."""
    scope = actor.require("view", "customer")
    if scope is Scope.ALL:
        return True
    if scope is Scope.SUBTREE:
        return state.unit_id in actor.unit_ids
    if scope is Scope.UNIT:
        return state.unit_id is not None and state.unit_id == actor.unit_id
    near = (actor.member_id, *(actor.teammate_ids if scope is Scope.TEAM else ()))
    return state.owner_id is not None and state.owner_id in near


def resolve_customer(party: PartyRef, *, actor: Actor, verb: str = "view") -> UUID:
    """Return the id under which a party lives now, its own or its survivor's, within the actor's scope.

    One this actor was shown in this request already is not asked for again; to change it is another matter.
    """
    if isinstance(party, Seen):
        if verb == "view" and party.actor is actor:
            return party.id
        party = party.id
    party_id = party
    rows = within_scope(Party.objects.all(), actor, verb, "customer")
    found = rows.filter(id=party_id).only("id", "merged_into_id").first()
    if found is None:
        return _survivor_in_scope(party_id, actor, verb)
    return found.merged_into_id or found.id


def _survivor_in_scope(party_id: UUID, actor: Actor, verb: str) -> UUID:
    """An old id leads to a survivor in scope even where the old record lay outside it."""
    survivor = Party.objects.filter(id=party_id).values_list("merged_into_id", flat=True).first()
    seen = survivor and within_scope(Party.objects.filter(id=survivor), actor, verb, "customer").exists()
    if not seen or survivor is None:
        raise Missing("There is no such customer.")
    return survivor


def get_party_for_update(party_id: UUID, *, actor: Actor, verb: str = "edit") -> Party:
    """Lock a living party the actor may change; raises `Missing`, or `MergedAway` with the survivor."""
    rows = within_scope(Party.objects.select_for_update(), actor, verb, "customer")
    party = rows.filter(id=party_id).first()
    if party is None:
        raise Missing("There is no such customer.")
    if party.merged_into_id:
        raise MergedAway(party.merged_into_id)
    return party


def resolve_customers(party_ids: Iterable[UUID], *, actor: Actor, verb: str = "view") -> dict[UUID, UUID]:
    """Return for each id the one its party lives under now; raises `Missing` unless all are in scope."""
    wanted = set(party_ids)
    rows = within_scope(Party.objects.all(), actor, verb, "customer").filter(id__in=wanted)
    found = {one.id: one.merged_into_id or one.id for one in rows.only("id", "merged_into_id")}
    if len(found) != len(wanted):
        raise Missing("There is no such customer.")
    return found


def list_merged_ids(party_id: UUID) -> list[UUID]:
    """Return the ids of the records merged into a party, without asking who may see them."""
    return list(Party.objects.filter(merged_into_id=party_id).values_list("id", flat=True))
