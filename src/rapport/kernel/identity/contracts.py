"""Who acts and what they may: the records that cross walls."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Literal
from uuid import UUID

from rapport.kernel.errors import Forbidden, say

_NOT_THIS = say("You may not change this field.")


class Scope(IntEnum):
    """How far a permission reaches, from one's own records to everybody's."""

    OWN = 1
    TEAM = 2
    UNIT = 3
    SUBTREE = 4
    ALL = 5


@dataclass(frozen=True, slots=True)
class Grant:
    """A verb on a kind of record, within a scope; `*` stands for every verb or every kind."""

    verb: str
    kind: str
    scope: Scope = Scope.ALL

    def covers(self, verb: str, kind: str) -> bool:
        """Tell whether this grant speaks of the verb and kind."""
        return self.verb in (verb, "*") and self.kind in (kind, "*")


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field of a kind of record that a role may not see (`hidden`) or not change (`read`)."""

    kind: str
    field: str
    access: Literal["hidden", "read"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something: a member, a token of a program, or the system itself.

    `unit_ids` is the actor's unit and everything below it, `teammate_ids` the members of their teams.
    `only` narrows a token to some (verb, kind) pairs; None means whatever the grants allow. `reads_only` is
    set where somebody else sees the desk as this member: whatever a page would note by itself stays unnoted.
    """

    tenant_id: UUID
    kind: Literal["member", "token", "system"]
    id: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()
    field_rules: tuple[FieldRule, ...] = ()
    only: tuple[Grant, ...] | None = None
    member_id: UUID | None = None
    unit_id: UUID | None = None
    unit_ids: tuple[UUID, ...] = ()
    teammate_ids: tuple[UUID, ...] = ()
    request_id: UUID | None = None
    zone: str = "UTC"
    locale: str = "en"
    reads_only: bool = False
    hidden: frozenset[tuple[str, str]] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        """Index the hidden fields, which every page asks for."""
        pairs = frozenset((rule.kind, rule.field) for rule in self.field_rules if rule.access == "hidden")
        object.__setattr__(self, "hidden", pairs)

    def scope(self, verb: str, kind: str) -> Scope | None:
        """Return how far the actor may do this, or None when not at all."""
        if self.kind == "system":
            return Scope.ALL
        if self.only is not None and not any(grant.covers(verb, kind) for grant in self.only):
            return None
        return max((grant.scope for grant in self.grants if grant.covers(verb, kind)), default=None)

    def may(self, verb: str, kind: str) -> bool:
        """Tell whether the actor may do this to any record of the kind."""
        return self.scope(verb, kind) is not None

    def require(self, verb: str, kind: str) -> Scope:
        """Return the scope of the permission; raises `Forbidden` when there is none."""
        scope = self.scope(verb, kind)
        if scope is None:
            raise Forbidden("You may not do this.", code="not-permitted")
        return scope

    def may_see(self, kind: str, name: str) -> bool:
        """Tell whether no role hides the field."""
        return (kind, name) not in self.hidden

    def may_write(self, kind: str, name: str) -> bool:
        """Tell whether no role hides the field or makes it read-only."""
        return not any(rule.kind == kind and rule.field == name for rule in self.field_rules)

    def require_fields(self, kind: str, names: Iterable[str]) -> None:
        """Raise `Forbidden` naming each field the actor may not write."""
        refused = {name: _NOT_THIS for name in names if not self.may_write(kind, name)}
        if refused:
            raise Forbidden("You may not change some of these fields.", code="field", fields=refused)


@dataclass(frozen=True, slots=True)
class MembershipSummary:
    """One business a person works for, as sign-in offers it."""

    tenant_id: UUID
    tenant_slug: str
    tenant_name: str
    member_id: UUID
    active: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as lists and pages show one; `roles` are (id, name)."""

    id: UUID
    name: str
    email: str
    title: str
    unit_id: UUID | None
    unit: str
    roles: tuple[tuple[UUID, str], ...]
    status: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role and how many members hold it."""

    id: UUID
    code: str
    name: str
    builtin: bool
    holders: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit at its depth in the tree, with the number of people that belong to it."""

    id: UUID
    name: str
    code: str
    tier: str
    parent_id: UUID | None
    depth: int
    people: int


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team with its members as (id, name)."""

    id: UUID
    name: str
    members: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A program's key without its secret; `status` is live, expired or revoked."""

    id: UUID
    name: str
    prefix: str
    role: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str
    status: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """Where a person is signed in: network address, program in words, since when (UTC), whether here."""

    id: int
    address: str
    agent: str
    since: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class InviteLine:
    """An open invitation as the list shows it."""

    id: UUID
    email: str
    name: str
    role: str
    unit: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenInvite:
    """What an invitation says to the one who opens its link."""

    id: UUID
    tenant_id: UUID
    business: str
    email: str
    name: str
    role_code: str
    unit_id: UUID | None
