"""Reads of members: who works here, as lists and pages show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.contracts import Actor, MemberLine
from rapport.kernel.identity.models import ApiToken, Member, MemberRole, Person
from rapport.kernel.identity.queries.scope import within_scope
from rapport.kernel.tenancy.api import current_memo

_NAMES = "names of members"


def list_members(
    actor: Actor,
    *,
    search: str = "",
    status: Iterable[str] = (),
    role_ids: Iterable[UUID] = (),
    after: tuple[str, UUID] | None = None,
    limit: int = 50,
) -> list[MemberLine]:
    """Return members the actor may view, by name, paged by the (name, id) of the last one seen."""
    rows = narrow_members(list_seen_members(actor), search=search, status=status, role_ids=role_ids)
    if after:
        rows = rows.filter(Q(name__gt=after[0]) | Q(name=after[0], id__gt=after[1]))
    return _member_lines(rows.order_by("name", "id")[:limit])


def list_seen_members(actor: Actor) -> QuerySet[Member]:
    """Return the members the actor may view, unordered; raises `Forbidden` without any right."""
    return within_scope(Member.objects.all(), actor, "view", "member", owner="id")


def narrow_members(
    rows: QuerySet[Member],
    *,
    search: str = "",
    status: Iterable[str] = (),
    role_ids: Iterable[UUID] = (),
) -> QuerySet[Member]:
    """Narrow to members with a text in name or address, of these states, holding any of these roles."""
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if wanted := tuple(status):
        rows = rows.filter(status__in=wanted)
    if held := tuple(role_ids):
        rows = rows.filter(id__in=MemberRole.objects.filter(role_id__in=held).values("member_id"))
    return rows


def load_members(ids: Sequence[UUID]) -> list[MemberLine]:
    """Return these members in the order of their ids, by two queries; for ids already within scope."""
    found = {line.id: line for line in _member_lines(Member.objects.filter(id__in=ids))}
    return [found[one] for one in ids if one in found]


def get_member(member_id: UUID, actor: Actor) -> MemberLine:
    """Return one member the actor may view; raises `Missing`."""
    lines = _member_lines(list_seen_members(actor).filter(id=member_id))
    if not lines:
        raise Missing(_("There is no such member."))
    return lines[0]


def list_addresses(member_ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return where active members get letters and in which language they read, by member; two queries."""
    rows = Member.objects.filter(id__in=tuple(member_ids), status=Member.Status.ACTIVE)
    members = list(rows.values_list("id", "person_id", "email"))
    locales = dict(Person.objects.filter(id__in={row[1] for row in members}).values_list("id", "locale"))
    return {member: (email, locales.get(person, "en")) for member, person, email in members}


def list_member_names(member_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of members by id, those of tokens as well: whoever an actor's id may stand for.

    Each is read once in a transaction, however many parts of a page name them.
    """
    ids, known = set(member_ids), current_memo().setdefault(_NAMES, {})
    if fresh := ids - known.keys():
        known.update(Member.objects.filter(id__in=fresh).values_list("id", "name"))
        if unseen := fresh - known.keys():
            known.update(ApiToken.objects.filter(id__in=unseen).values_list("id", "name"))
    return {one: known[one] for one in ids if one in known}


def list_member_ids(unit_ids: Iterable[UUID]) -> set[UUID]:
    """Return the ids of the members that belong to some units."""
    return set(Member.objects.filter(unit_id__in=tuple(unit_ids)).values_list("id", flat=True))


def count_members() -> int:
    """Return how many members of the current tenant may work."""
    return Member.objects.filter(status=Member.Status.ACTIVE).count()


def _member_lines(rows: QuerySet[Member]) -> list[MemberLine]:
    members = list(rows.select_related("unit"))
    roles: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    held = MemberRole.objects.filter(member_id__in=[member.id for member in members])
    for one in held.select_related("role").order_by("role__name"):
        roles[one.member_id].append((one.role_id, one.role.shown_name))
    return [
        MemberLine(
            member.id,
            member.name,
            member.email,
            member.title,
            member.unit_id,
            member.unit.name if member.unit else "",
            tuple(roles[member.id]),
            member.status,
            member.joined_at,
        )
        for member in members
    ]
