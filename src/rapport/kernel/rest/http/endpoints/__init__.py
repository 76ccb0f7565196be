"""The endpoints of the kernel rooms below this one."""

from rapport.kernel.rest.http.endpoints import audit, invites, me, members, roles, units
from rapport.kernel.rest.registry import register


def register_all() -> None:
    """Register each router under its prefix."""
    register("/me", lambda: me.router, tag="Who am I")
    register("/members", lambda: members.router, tag="Members", kind="member")
    register("/invites", lambda: invites.router, tag="Members", kind="member")
    register("/roles", lambda: roles.router, tag="Members", kind="role")
    register("/units", lambda: units.router, tag="Units", kind="unit")
    register("/audit", lambda: audit.router, tag="Audit", kind="audit")
