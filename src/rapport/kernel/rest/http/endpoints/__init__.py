"""The endpoints of the kernel rooms below this one."""

from rapport.kernel.rest.http.endpoints import audit, me, members, roles, units
from rapport.kernel.rest.registry import register


def register_all() -> None:
    """Register each router under its prefix."""
    register("/me", lambda: me.router, tag="Who am I")
    register("/members", lambda: members.router, tag="Members")
    register("/roles", lambda: roles.router, tag="Members")
    register("/units", lambda: units.router, tag="Units")
    register("/audit", lambda: audit.router, tag="Audit")
