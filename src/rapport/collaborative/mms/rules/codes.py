"""What a message centre's words mean (3GPP TS 23.140, status codes and states of messages)."""

from rapport.collaborative.delivery.contracts.carried import ReportState

SUCCESS, PARTLY = 1000, 1100
PASSING = frozenset({3000, 4000, 4001, 4005, 4006})
"""It may go later: a fault of the centre or service; who we say we are is mended in the settings."""
DEAD = frozenset({2002, 2003})
"""The address is none."""
MALFORMED, UNKNOWN_ACTION, FAILED = 2007, 4003, 3000
"""What we answer to what cannot be read, to what we do not do, and while we cannot keep it."""
STATES: dict[str, ReportState] = {
    "retrieved": "delivered",
    "forwarded": "sent",
    "deferred": "sent",
    "indeterminate": "sent",
    "expired": "failed",
    "rejected": "failed",
    "unrecognised": "failed",
    "unreachable": "failed",
    "read": "read",
    "deleted": "delivered",
}
"""A message deleted without being read had arrived; one nobody knows more of was at least handed over."""
_NAMES = {
    1000: "Success",
    1100: "Partial success",
    2000: "Client error",
    2001: "Operation restricted",
    2002: "Address error",
    2003: "Address not found",
    2004: "Multimedia content refused",
    2005: "Message ID not found",
    2006: "Linked ID not found",
    2007: "Message format corrupt",
    3000: "Server error",
    3001: "Not possible",
    3002: "Message rejected",
    3003: "Multiple addresses not supported",
    4000: "General service error",
    4001: "Improper identification",
    4002: "Unsupported version",
    4003: "Unsupported operation",
    4004: "Validation error",
    4005: "Service error",
    4006: "Service unavailable",
    4007: "Service denied",
}


def name_of(code: int) -> str:
    """Return a code in words."""
    return _NAMES.get(code, f"Status {code}")


def is_success(code: int) -> bool:
    """Tell whether the centre took it; to one address, in part is whole."""
    return code in (SUCCESS, PARTLY)
