"""The rooms of this house, lowest floor first: the one list that switches a room on."""

ROOMS: tuple[str, ...] = (
    "rapport.kernel.tenancy",
    "rapport.kernel.audit",
    "rapport.kernel.identity",
    "rapport.kernel.outbox",
    "rapport.kernel.rest",
    "rapport.kernel.jobs",
    "rapport.kernel.blobs",
    "rapport.kernel.money",
    "rapport.ui",
    "rapport.customers.party",
    "rapport.customers.consent",
    "rapport.customers.timeline",
    "rapport.customers.matching",
    "rapport.customers.quality",
    "rapport.customers.intake",
    "rapport.analytical.value",
    "rapport.operational.products",
    "rapport.operational.orders",
)
