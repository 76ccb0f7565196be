"""Tables of identity: the person is global, the membership and all its rights belong to a tenant."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import TenantModel


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this address."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who can sign in; known to the installation, not to a tenant."""

    register_table: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True, db_collation="C")
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_host = models.BooleanField(default=False)
    zone = models.CharField(max_length=64, default="UTC")
    locale = models.CharField(max_length=12, default="en")
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        db_table = "person"

    def get_full_name(self) -> str:
        """Return how the person is called, as Django's world asks for it."""
        return self.name


class Unit(TenantModel):
    """A node of the organisation: group → province → local network."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, db_constraint=False, related_name="+")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=40, db_collation="C")
    tier = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "unit"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "code"), name="unit_code"),)


class Member(TenantModel):
    """A person who works for the tenant; name and address are copies the tenant may see."""

    class Status(models.TextChoices):
        """Whether the member may work."""

        ACTIVE = "active"
        SUSPENDED = "suspended"

    person_id = models.UUIDField()
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, db_collation="C")
    title = models.CharField(max_length=120, default="", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, db_constraint=False, related_name="+")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "member"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "person_id"), name="member_person"),)
        indexes = (models.Index(fields=("tenant_id", "name", "id"), name="member_name"),)


class Team(TenantModel):
    """Members who share their work."""

    name = models.CharField(max_length=120)

    class Meta:
        db_table = "team"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "name"), name="team_name"),)


class TeamMember(TenantModel):
    """A member's place in a team."""

    team = models.ForeignKey(Team, models.CASCADE, db_constraint=False, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, db_constraint=False, related_name="+")

    class Meta:
        db_table = "team_member"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "team", "member"), name="team_member_once"),
        )


class Role(TenantModel):
    """A named bundle of grants and field rules; `code` marks the built-in ones.

    `offered` are the rights ("verb:kind") the product has ever given a built-in one, kept or taken away.
    """

    code = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=120)
    builtin = models.BooleanField(default=False)
    offered = ArrayField(models.CharField(max_length=101), default=list)

    @property
    def shown_name(self) -> str:
        """What it is called: a built-in one in the reader's language, any other as it was named."""
        return _(self.name) if self.builtin else self.name

    class Meta:
        db_table = "role"
        constraints = (models.UniqueConstraint(fields=("tenant_id", "code"), name="role_code"),)


class RoleGrant(TenantModel):
    """A verb on a kind within a scope, given by a role."""

    role = models.ForeignKey(Role, models.CASCADE, db_constraint=False, related_name="+")
    verb = models.CharField(max_length=40, db_collation="C")
    kind = models.CharField(max_length=60, db_collation="C")
    scope = models.SmallIntegerField()

    class Meta:
        db_table = "role_grant"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "role", "verb", "kind"), name="role_grant_once"),
        )


class RoleFieldRule(TenantModel):
    """A field hidden from, or read-only for, the holders of a role."""

    role = models.ForeignKey(Role, models.CASCADE, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=60, db_collation="C")
    field = models.CharField(max_length=60, db_collation="C")
    access = models.CharField(max_length=10)

    class Meta:
        db_table = "role_field_rule"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "role", "kind", "field"), name="role_field_once"),
        )


class MemberRole(TenantModel):
    """A role held by a member."""

    member = models.ForeignKey(Member, models.CASCADE, db_constraint=False, related_name="+")
    role = models.ForeignKey(Role, models.CASCADE, db_constraint=False, related_name="+")

    class Meta:
        db_table = "member_role"
        constraints = (
            models.UniqueConstraint(fields=("tenant_id", "member", "role"), name="member_role_once"),
        )


class Seeing(TenantModel):
    """A while in which one member saw the desk as another sees it; nothing is written in it."""

    viewer = models.ForeignKey(Member, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "seeing"


class ApiToken(TenantModel):
    """A program's key: only its SHA-256 is kept; `scopes` ("verb:kind") narrow what its role allows."""

    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=16)
    digest = models.BinaryField(max_length=32)
    role = models.ForeignKey(Role, models.PROTECT, db_constraint=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, db_constraint=False, related_name="+")
    scopes = ArrayField(models.CharField(max_length=100), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"
        constraints = (models.UniqueConstraint(fields=("digest",), name="api_token_digest"),)


class TokenUse(TenantModel):
    """When and from where a token was used last; kept apart from the token, whose history it would flood."""

    token = models.ForeignKey(ApiToken, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    at = models.DateTimeField()
    address = models.CharField(max_length=45)
    agent = models.CharField(max_length=200)

    class Meta:
        db_table = "token_use"


class Invite(TenantModel):
    """An invitation to join; the link's secret is kept as its SHA-256 only."""

    email = models.EmailField(max_length=254, db_collation="C")
    name = models.CharField(max_length=200, default="", blank=True)
    role = models.ForeignKey(Role, models.CASCADE, db_constraint=False, related_name="+")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, db_constraint=False, related_name="+")
    digest = models.BinaryField(max_length=32)
    invited_by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "invite"
        constraints = (models.UniqueConstraint(fields=("digest",), name="invite_digest"),)
