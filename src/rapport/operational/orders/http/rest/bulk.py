"""/orders/bulk: many orders at once."""

from collections.abc import Iterator, Sequence

from rapport.kernel.rest.api import ApiRequest, Bulk, BulkAnswer, RowFailure, RowSuccess, apply_bulk, asks
from rapport.operational.orders import operations
from rapport.operational.orders.http.rest.bodies import OrderBulkIn
from rapport.operational.orders.http.rest.router import router


@router.post(
    "/bulk",
    response=BulkAnswer,
    operation_id="bulk_orders",
    summary="Write many orders",
    openapi_extra=asks("create:order", "edit:order", "view:customer", "view:unit"),
)
def write_many(request: ApiRequest, body: Bulk[OrderBulkIn]) -> BulkAnswer:
    """Create or update up to 10,000 orders, known by source and number; every row gets its own answer.

    An order that exists takes over lines, sums and status of its row, from wherever it stood.
    """

    def apply(rows: Sequence[tuple[int, OrderBulkIn]], mode: str) -> Iterator[RowSuccess | RowFailure]:
        given = [(index, row.as_new()) for index, row in rows]
        for answer in operations.upsert_orders(given, mode, actor=request.actor):
            if answer.id is None or answer.outcome is None:
                yield RowFailure(answer.index, answer.code, answer.reason, answer.fields)
            else:
                yield RowSuccess(answer.index, answer.outcome, answer.id)

    return apply_bulk(body, apply)
