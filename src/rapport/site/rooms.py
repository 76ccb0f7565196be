"""The rooms of this house, lowest floor first: the one list that switches a room on."""

ROOMS: tuple[str, ...] = (
    "rapport.kernel.tenancy",
    "rapport.kernel.audit",
    "rapport.kernel.identity",
    "rapport.kernel.outbox",
    "rapport.ui",
    "rapport.operational.products",
)
