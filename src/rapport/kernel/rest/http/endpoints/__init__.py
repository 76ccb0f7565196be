"""The endpoints of the kernel rooms below this one."""

from rapport.kernel.rest.http.endpoints import units
from rapport.kernel.rest.registry import register


def register_all() -> None:
    """Register each router under its prefix."""
    register("/units", lambda: units.router, tag="Units")
