"""The API under /api/v1: every router the rooms registered."""

from rapport.kernel.rest.http.api_class import RapportApi

api = RapportApi(
    title="Rapport",
    version="1",
    description=(
        "Everything a business keeps in Rapport, for programs. Send `Authorization: Bearer rpt_…`. "
        "Errors are problem details (RFC 9457) with a `code`. Lists are paged by an opaque `cursor`. "
        "Any write may carry an `Idempotency-Key`. Times are ISO 8601 UTC, money is an amount in minor "
        "units with its ISO 4217 currency."
    ),
)
