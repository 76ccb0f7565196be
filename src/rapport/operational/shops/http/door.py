"""The door for shops: no session, no token; the signature over the raw body is the key."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rapport.operational.shops.operations import receive_delivery

LARGEST = 8 * 1024 * 1024


@csrf_exempt
@require_POST
def receive_report(request: HttpRequest, tenant_id: UUID, connection_id: UUID) -> HttpResponse:
    """Keep a signed report and answer 202; 401 for whatever is not signed, the same where no shop is known.

    WooCommerce's first greeting has neither topic nor signature and asks only for a 200.
    """
    body = request.body
    if len(body) > LARGEST:
        return HttpResponse(status=413)
    head = request.headers
    if body.startswith(b"webhook_id=") and "X-WC-Webhook-Topic" not in head:
        return HttpResponse(status=200)
    kept = receive_delivery(
        tenant_id,
        connection_id,
        topic=head.get("X-WC-Webhook-Topic") or head.get("X-Shopify-Topic", ""),
        delivery_id=head.get("X-WC-Webhook-Delivery-ID") or head.get("X-Shopify-Webhook-Id", ""),
        signature=head.get("X-WC-Webhook-Signature") or head.get("X-Shopify-Hmac-Sha256", ""),
        body=body,
    )
    return HttpResponse(status=202 if kept else 401)
