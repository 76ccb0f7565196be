"""Writes of the built-in roles: a business founded long ago gets what the product has given them since."""

from uuid import UUID

from django.utils.translation import gettext_noop

from rapport.kernel.identity.models import Role, RoleGrant
from rapport.kernel.identity.operations.recording import note, state_of
from rapport.kernel.identity.rules import BUILTIN_ROLES, find_unoffered, name_right
from rapport.kernel.tenancy.api import as_tenant, list_tenants

BUILTIN_NAMES = {
    "admin": gettext_noop("Administrator"),
    "manager": gettext_noop("Manager"),
    "clerk": gettext_noop("Clerk"),
    "analyst": gettext_noop("Analyst"),
}
"""As they are kept; shown in the reader's language (`Role.shown_name`)."""


def found_roles(tenant_id: UUID) -> None:
    """Give a business its built-in roles, or what the product has added to them since; safe to run again.

    A right is offered to a role once (`Role.offered`): what the business took away does not come back, and
    what it gave with another reach stays as it gave it. Its own role of the same code is left alone.
    """
    with as_tenant(tenant_id):
        there = {role.code: role for role in Role.objects.select_for_update().filter(code__in=BUILTIN_ROLES)}
        made = [
            Role(code=code, name=name, builtin=True)
            for code, name in BUILTIN_NAMES.items()
            if code not in there
        ]
        given = {
            role: fresh
            for role in (*there.values(), *made)
            if role.builtin and (fresh := find_unoffered(BUILTIN_ROLES[role.code], role.offered))
        }
        for role, fresh in given.items():
            role.offered = [*role.offered, *map(name_right, fresh)]
        Role.objects.bulk_create(made)
        if not given:
            return
        RoleGrant.objects.bulk_create(
            [
                RoleGrant(role=role, verb=grant.verb, kind=grant.kind, scope=grant.scope)
                for role, fresh in given.items()
                for grant in fresh
            ],
            ignore_conflicts=True,
        )
        if older := [role for role in given if role.code in there]:
            Role.objects.bulk_update(older, ["offered"])
        note(*(state_of(role, None if role.code in there else fresh) for role, fresh in given.items()))


def renew_roles() -> None:
    """Let the built-in roles of every business follow the product; the step after the migrations."""
    for tenant in list_tenants():
        found_roles(tenant.id)
