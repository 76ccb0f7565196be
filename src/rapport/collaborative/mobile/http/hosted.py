"""Calls of a provider: messages and reports, signed and fresh; 200 after the commit."""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rapport.collaborative.delivery.api import find_door, take_in_many, take_reports
from rapport.collaborative.delivery.contracts import AccountState, Inbound, Report
from rapport.collaborative.mobile.operations.numbers import number_of
from rapport.collaborative.mobile.rules.hosted import Said, UnreadableError, read_calls
from rapport.collaborative.mobile.rules.pdu import Place
from rapport.collaborative.mobile.rules.settings import NumberSettings, read_settings
from rapport.kernel.webhooks.api import is_signed_with_time

MOST_BYTES = 500_000
SIGNATURE = "X-Signature"
log = structlog.get_logger(__name__)


@csrf_exempt
@never_cache
@require_POST
def receive(request: HttpRequest, door: str) -> HttpResponse:
    """Take a call: 200 kept, 400 unreadable, 401 unsigned or stale, 404 nowhere, 413 large, 503 not now."""
    account = find_door("sms", door)
    settings = read_settings(account.settings) if account else None
    if account is None or settings is None or not settings.gate_url:
        return JsonResponse({"error": "not-found"}, status=404)
    body, now = request.read(MOST_BYTES + 1), timezone.now()
    if len(body) > MOST_BYTES:
        return JsonResponse({"error": "too-large"}, status=413)
    secret = account.secrets.get("gate_secret", "")
    if not secret or not is_signed_with_time(secret, request.headers.get(SIGNATURE, ""), body, now):
        return JsonResponse({"error": "bad-signature"}, status=401)
    try:
        brought = read_calls(body, settings.gate_names, now=now)
        _keep(account, settings, brought)
    except UnreadableError:
        return JsonResponse({"error": "unreadable"}, status=400)
    except Error as error:
        log.warning("a call was not kept", account=str(account.id), error=repr(error))
        return JsonResponse({"error": "not-now"}, status=503)
    return JsonResponse({"kept": len(brought)})


def _keep(account: AccountState, settings: NumberSettings, brought: Sequence[Said | Report]) -> None:
    messages = [(account, _inbound(one, settings)) for one in brought if isinstance(one, Said)]
    reports = [
        (account, replace(one, external_id=f"hosted:{one.external_id}"))
        for one in brought
        if isinstance(one, Report)
    ]
    if messages:
        take_in_many(messages)
    if reports:
        take_reports(reports)


def _inbound(said: Said, settings: NumberSettings) -> Inbound:
    sender = said.sender.strip()
    international = sender.isdecimal() and len(sender) > 8 and not sender.startswith("0")
    number = number_of(Place(f"+{sender}" if international else sender), settings.country)
    return Inbound(external_id=f"hosted:{said.id}", sender=number, at=said.at, text=said.text)
