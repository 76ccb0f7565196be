"""Roles by their code."""

from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.models import Role


def get_role_by_code(code: str) -> Role:
    """Return a role of the current tenant by its code."""
    role = Role.objects.filter(code=code).first()
    if role is None:
        raise Missing(_("There is no role “%(code)s”.") % {"code": code})
    return role
