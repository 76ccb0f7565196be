"""The door a message centre calls: who it is, what it brings; 200 after the commit."""

import base64
import binascii
import hmac

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rapport.collaborative.delivery.api import find_door
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.mms.operations.taking import answer_call
from rapport.collaborative.mms.rules.settings import read_settings

CHANNEL = "mms"
MOST_BYTES = 10_000_000


@csrf_exempt
@never_cache
@require_POST
def receive(request: HttpRequest, door: str) -> HttpResponse:
    """Take a call: 200 kept, 400 unreadable, 401 unknown, 404 nowhere, 413 too large, 503 not now."""
    account = find_door(CHANNEL, door)
    if account is None:
        return HttpResponse(status=404)
    if not is_known(account, request.headers.get("Authorization", "")):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="MM7"'})
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=413)
    status, said = answer_call(account, request.headers.get("Content-Type", ""), body)
    return HttpResponse(said, status=status, content_type="text/xml; charset=utf-8")


def is_known(account: AccountState, said: str) -> bool:
    """Tell whether a call names itself as the account says; without a name nobody is known."""
    user, password = read_settings(account.settings).own_user, account.secrets.get("own_password", "")
    scheme, _, packed = said.partition(" ")
    if not user or not password or scheme.lower() != "basic":
        return False
    try:
        given = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, f"{user}:{password}".encode())
