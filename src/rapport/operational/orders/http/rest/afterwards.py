"""/orders/…/payments, refunds, invoices, returns: what follows an order."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Status

from rapport.kernel.rest.api import ApiRequest, Whole
from rapport.operational.orders import operations, queries
from rapport.operational.orders.contracts import InvoiceTerms, NewPayment, NewReturn
from rapport.operational.orders.http.rest.bodies import (
    InvoiceIn,
    InvoiceOut,
    PaymentIn,
    PaymentOut,
    ReturnIn,
    ReturnLineOut,
    ReturnOut,
)
from rapport.operational.orders.http.rest.router import router
from rapport.operational.orders.models import GoodsReturn, ReturnLine


@router.get(
    "/{uuid:order_id}/payments",
    response=Whole[PaymentOut],
    operation_id="list_payments",
    summary="List payments and refunds",
)
def list_payments(request: ApiRequest, order_id: UUID) -> Whole[PaymentOut]:
    """List the money received and given back for an order, the oldest first."""
    order = queries.get_order(order_id, request.actor)
    return Whole[PaymentOut](
        items=[PaymentOut.model_validate(row) for row in queries.list_payments(order.id)]
    )


@router.post(
    "/{uuid:order_id}/payments",
    response={201: PaymentOut},
    operation_id="receive_payment",
    summary="Note a payment",
)
def receive_payment(request: ApiRequest, order_id: UUID, body: PaymentIn) -> Status[PaymentOut]:
    """Note money received; an order that is paid in full becomes paid. 409 when it was reported before."""
    payment = operations.receive_payment(order_id, NewPayment(**body.model_dump()), actor=request.actor)
    return Status(201, PaymentOut.model_validate(payment))


@router.post(
    "/{uuid:order_id}/refunds",
    response={201: PaymentOut},
    operation_id="give_refund",
    summary="Note a refund",
)
def give_refund(request: ApiRequest, order_id: UUID, body: PaymentIn) -> Status[PaymentOut]:
    """Note money given back; 422 when it is more than was received."""
    refund = operations.give_refund(order_id, NewPayment(**body.model_dump()), actor=request.actor)
    return Status(201, PaymentOut.model_validate(refund))


@router.get(
    "/{uuid:order_id}/invoices",
    response=Whole[InvoiceOut],
    operation_id="list_invoices",
    summary="List invoices",
)
def list_invoices(request: ApiRequest, order_id: UUID) -> Whole[InvoiceOut]:
    """List an order's invoices, void ones too."""
    order = queries.get_order(order_id, request.actor)
    return Whole[InvoiceOut](
        items=[InvoiceOut.model_validate(row) for row in queries.list_invoices(order.id)]
    )


@router.post(
    "/{uuid:order_id}/invoices",
    response={201: InvoiceOut},
    operation_id="issue_invoice",
    summary="Issue the invoice",
)
def issue_invoice(request: ApiRequest, order_id: UUID, body: InvoiceIn) -> Status[InvoiceOut]:
    """Issue the invoice over the order's whole sum; 409 when it has one or was cancelled."""
    terms = InvoiceTerms(**body.model_dump())
    invoice = operations.issue_invoice(order_id, terms, actor=request.actor)
    return Status(201, InvoiceOut.model_validate(invoice))


@router.post(
    "/{uuid:order_id}/invoices/{uuid:invoice_id}/void",
    response=InvoiceOut,
    operation_id="void_invoice",
    summary="Declare an invoice void",
)
def void_invoice(request: ApiRequest, order_id: UUID, invoice_id: UUID) -> InvoiceOut:
    """Declare an invoice void; it keeps its number. 409 when it was paid."""
    return InvoiceOut.model_validate(operations.void_invoice(order_id, invoice_id, actor=request.actor))


@router.get(
    "/{uuid:order_id}/returns",
    response=Whole[ReturnOut],
    operation_id="list_returns",
    summary="List returns",
)
def list_returns(request: ApiRequest, order_id: UUID) -> Whole[ReturnOut]:
    """List what came back of an order, the oldest first."""
    details = queries.get_details(order_id, request.actor)
    return Whole[ReturnOut](items=[_return(back, details.return_lines[back.id]) for back in details.returns])


@router.post(
    "/{uuid:order_id}/returns",
    response={201: ReturnOut},
    operation_id="receive_return",
    summary="Note a return",
)
def receive_return(
    request: ApiRequest, order_id: UUID, body: ReturnIn, response: HttpResponse
) -> Status[ReturnOut]:
    """Note goods that came back, worth what their lines cost; 422 when more would come back than was sent."""
    values = body.model_dump(exclude={"lines"})
    lines = tuple((line.line_id, line.quantity) for line in body.lines)
    back = operations.receive_return(order_id, NewReturn(lines=lines, **values), actor=request.actor)
    response["Location"] = f"/api/v1/orders/{order_id}/returns"
    return Status(201, _return(back, queries.list_return_lines([back.id])[back.id]))


def _return(back: GoodsReturn, lines: list[ReturnLine]) -> ReturnOut:
    return ReturnOut(
        id=back.id,
        order_id=back.order_id,
        number=back.number,
        reason=back.reason,
        note=back.note,
        received_at=back.received_at,
        currency=back.currency,
        value_minor=back.value_minor,
        lines=[ReturnLineOut.model_validate(line) for line in lines],
    )
