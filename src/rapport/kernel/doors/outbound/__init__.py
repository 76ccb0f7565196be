"""The one HTTP client that may call addresses which people typed: never led into the house's network."""

from rapport.kernel.doors.outbound.client import Answer, Outbound, OutboundLimits

__all__ = ["Answer", "Outbound", "OutboundLimits"]
