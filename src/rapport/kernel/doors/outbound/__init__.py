"""The one HTTP client that may call addresses which people typed: never led into the house's network."""

from rapport.kernel.doors.outbound.client import Answer, Outbound, OutboundLimits
from rapport.kernel.doors.outbound.network import resolve_public

__all__ = ["Answer", "Outbound", "OutboundLimits", "resolve_public"]
