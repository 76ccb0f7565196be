"""Facts of identity: who works here and what they may."""

from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class MemberJoined(Fact, frozen=True, kw_only=True):
    """Somebody began to work for the business."""

    name: ClassVar[str] = "member.joined.v1"
    subject_kind: ClassVar[str] = "member"
    subject_field: ClassVar[str] = "member_id"

    member_id: UUID
    full_name: str
    email: str
    unit_id: UUID | None
    roles: tuple[str, ...]


class MemberChanged(Fact, frozen=True, kw_only=True):
    """A member's name, title, unit, roles or status changed; carries the whole present state."""

    name: ClassVar[str] = "member.changed.v1"
    subject_kind: ClassVar[str] = "member"
    subject_field: ClassVar[str] = "member_id"

    member_id: UUID
    full_name: str
    title: str
    unit_id: UUID | None
    roles: tuple[str, ...]
    status: str


class MemberInvited(Fact, frozen=True, kw_only=True):
    """An invitation went out; its secret is not part of the fact."""

    name: ClassVar[str] = "member.invited.v1"
    subject_kind: ClassVar[str] = "invite"
    subject_field: ClassVar[str] = "invite_id"

    invite_id: UUID
    email: str
    role: str


class RoleChanged(Fact, frozen=True, kw_only=True):
    """A role was made or its grants or field rules changed; grants are `verb:kind:scope`."""

    name: ClassVar[str] = "role.changed.v1"
    subject_kind: ClassVar[str] = "role"
    subject_field: ClassVar[str] = "role_id"

    role_id: UUID
    code: str
    grants: tuple[str, ...]


class RoleRemoved(Fact, frozen=True, kw_only=True):
    """A role that nobody held was removed."""

    name: ClassVar[str] = "role.removed.v1"
    subject_kind: ClassVar[str] = "role"
    subject_field: ClassVar[str] = "role_id"

    role_id: UUID
    code: str


class UnitChanged(Fact, frozen=True, kw_only=True):
    """A unit was made, renamed or moved; carries the whole present state."""

    name: ClassVar[str] = "unit.changed.v1"
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: UUID
    code: str
    label: str
    tier: str
    parent_id: UUID | None


class UnitRemoved(Fact, frozen=True, kw_only=True):
    """A unit that held nothing was removed."""

    name: ClassVar[str] = "unit.removed.v1"
    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"

    unit_id: UUID
    code: str


class TeamChanged(Fact, frozen=True, kw_only=True):
    """A team was made or its members changed."""

    name: ClassVar[str] = "team.changed.v1"
    subject_kind: ClassVar[str] = "team"
    subject_field: ClassVar[str] = "team_id"

    team_id: UUID
    label: str
    members: tuple[UUID, ...]


class TokenCreated(Fact, frozen=True, kw_only=True):
    """A program was given a key; the key is not part of the fact."""

    name: ClassVar[str] = "token.created.v1"
    subject_kind: ClassVar[str] = "token"
    subject_field: ClassVar[str] = "token_id"

    token_id: UUID
    label: str
    role: str
    scopes: tuple[str, ...]


class TokenRevoked(Fact, frozen=True, kw_only=True):
    """A program's key was taken back."""

    name: ClassVar[str] = "token.revoked.v1"
    subject_kind: ClassVar[str] = "token"
    subject_field: ClassVar[str] = "token_id"

    token_id: UUID


class SeeingBegan(Fact, frozen=True, kw_only=True):
    """A member began to see the desk as another member sees it."""

    name: ClassVar[str] = "seeing.began.v1"
    subject_kind: ClassVar[str] = "seeing"
    subject_field: ClassVar[str] = "seeing_id"

    seeing_id: UUID
    viewer_id: UUID
    member_id: UUID


class SeeingEnded(Fact, frozen=True, kw_only=True):
    """A member sees the desk as their own again."""

    name: ClassVar[str] = "seeing.ended.v1"
    subject_kind: ClassVar[str] = "seeing"
    subject_field: ClassVar[str] = "seeing_id"

    seeing_id: UUID
    viewer_id: UUID
    member_id: UUID
