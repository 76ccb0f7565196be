"""The door itself: read, verify, commit, then say 200."""

from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.webhooks.operations import take_delivery


@csrf_exempt
@require_POST
def receive(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """Take a call: 200 once it is kept (or was before), 401 unsigned, 404 nowhere, 413 too large."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    for private in ("cookie", "authorization"):
        headers.pop(private, None)
    try:
        fresh = take_delivery(endpoint_id, headers, request.body)
    except RequestDataTooBig:
        return JsonResponse({"error": "too-large"}, status=413)
    except Missing:
        return JsonResponse({"error": "not-found"}, status=404)
    except Forbidden:
        return JsonResponse({"error": "bad-signature"}, status=401)
    return JsonResponse({"received": True, "repeated": not fresh})
