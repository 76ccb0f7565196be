"""The people who work here, as colleagues know them: to name them, to give them work."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from rapport.kernel.identity.contracts import Actor, Scope
from rapport.kernel.identity.models import Member, MemberRole, RoleGrant
from rapport.kernel.identity.queries.scope import within_scope

ACTIVE = "active"
# The managers of the nearest unit upwards that has one; without any, the administrators.
_HEADS = """
with recursive up(id, parent_id, depth) as (
    select id, parent_id, 0 from unit where id = %(unit)s
    union all select u.id, u.parent_id, up.depth + 1 from unit u join up on u.id = up.parent_id),
heads as (
    select m.id, coalesce(up.depth, 1000) as depth
      from member m join member_role mr on mr.member_id = m.id join role r on r.id = mr.role_id
      left join up on up.id = m.unit_id
     where m.status = 'active' and ((r.code = 'manager' and up.id is not null) or r.code = 'admin'))
select distinct id from heads where depth = (select min(depth) from heads) order by id
"""


def list_colleagues(*, search: str = "", limit: int = 200) -> list[tuple[UUID, str]]:
    """Return (id, name) of the active members of the current tenant, by name; `search` is part of a name."""
    rows = Member.objects.filter(status=ACTIVE)
    if search:
        rows = rows.filter(name__icontains=search)
    return list(rows.order_by("name", "id").values_list("id", "name")[:limit])


def list_holders(verb: str, kind: str) -> list[UUID]:
    """Return the active members who may do this everywhere in the current tenant."""
    grants = RoleGrant.objects.filter(verb__in=(verb, "*"), kind__in=(kind, "*"), scope=Scope.ALL)
    held = MemberRole.objects.filter(role_id__in=grants.values("role_id")).values("member_id")
    return list(Member.objects.filter(id__in=held, status=ACTIVE).order_by("id").values_list("id", flat=True))


def known_members(member_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the ids that are active members of the current tenant."""
    if not member_ids:
        return set()
    return set(Member.objects.filter(id__in=tuple(member_ids), status=ACTIVE).values_list("id", flat=True))


def reachable_members(member_ids: Collection[UUID], actor: Actor) -> set[UUID]:
    """Return those of the ids that are active members the actor may see: within the scope of viewing
    members, themselves and their teammates.
    """
    wanted = set(member_ids)
    if not wanted:
        return set()
    active = Member.objects.filter(id__in=wanted, status=ACTIVE)
    near = {actor.member_id, *actor.teammate_ids}
    if actor.scope("view", "member") is None:
        return set(active.filter(id__in=wanted & near).values_list("id", flat=True))
    if actor.require("view", "member") is Scope.ALL:
        return set(active.values_list("id", flat=True))
    seen = within_scope(active, actor, "view", "member", owner="id").values_list("id", flat=True)
    return {*seen, *active.filter(id__in=wanted & near).values_list("id", flat=True)}


def list_heads(unit_id: UUID | None) -> list[UUID]:
    """Return who answers for a unit: the managers (or administrators) that belong to it or, where there are
    none, to the nearest unit above; else the administrators of the business.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, {"unit": unit_id})
        return [row[0] for row in cursor.fetchall()]
