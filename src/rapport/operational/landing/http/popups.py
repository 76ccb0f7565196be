"""Pop-ups for pages of other sites: which there are for a visitor, what became of them, their forms.

    GET  /popups/v1?key=…&visitor=…&language=…   → {"popups": […], "words": {…}}
    POST /popups/v1/told    {"key", "popup", "code", "what", "visitor"}
    POST /popups/v1/filled  {"key", "popup", "code", "visitor", "values"}

The key is that of the site's event source; its origins alone may ask. Bodies come as text, so that no
question is asked ahead of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from rapport.bigdata.ingest.api import find_known, wait_for
from rapport.customers.forms.api import find_standing_form, receive_form
from rapport.kernel.errors import Conflict, Invalid, Missing, RapportError
from rapport.kernel.identity.api import absolute
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.landing.contracts import PieceLine
from rapport.operational.landing.http.drawing import describe_popup
from rapport.operational.landing.http.page import MOST_BYTES, may_tell, read_told
from rapport.operational.landing.operations.answering import note_entry, note_told
from rapport.operational.landing.queries.pieces import line_of, list_words
from rapport.operational.landing.queries.showing import find_popup, list_popups
from rapport.operational.landing.rules import choose_words, draw_code, read_language


class _Refused(Exception):
    """Who asks may not: the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@require_safe
def list_for_visitor(request: HttpRequest) -> HttpResponse:
    """The pop-ups that are for a visitor, ready to be drawn; 401, 403, 429 as events are refused."""
    visitor = request.GET.get("visitor", "")[:80]
    language = read_language(request.GET.get("language", ""))
    try:
        with _entering(request, request.GET.get("key", "")):
            own = get_setting("business.language")
            with translation.override(language or own):
                colour = get_setting("marketing.colour")
                found = list_popups(visitor, timezone.now())
                drawn = [
                    one for piece in found if (one := _describe(piece, visitor, (language, own), colour))
                ]
                answer: HttpResponse = JsonResponse({"popups": drawn, "words": _words()})
    except _Refused as refused:
        answer = HttpResponse(status=refused.status)
    answer.headers["Cache-Control"] = "private, no-store"
    return _seen(request, answer)


@csrf_exempt
@require_POST
def take_told(request: HttpRequest) -> HttpResponse:
    """Count what became of a pop-up: shown, followed, closed."""
    told, given = read_told(request), _read(request)
    if told is None or given is None:
        return _seen(request, HttpResponse(status=422))
    try:
        with _entering(request, given.get("key", "")), _finding(given) as piece:
            note_told(piece, told)
    except (_Refused, Missing) as refused:
        return _seen(request, HttpResponse(status=getattr(refused, "status", 404)))
    return _seen(request, HttpResponse(status=204))


@csrf_exempt
@require_POST
def take_filled(request: HttpRequest) -> HttpResponse:
    """Take the form of a pop-up: 202, or 422 with the reason of each field, 409 and 429 with one for all."""
    given = _read(request)
    if given is None or not isinstance(given.get("values"), dict):
        return _seen(request, HttpResponse(status=422))
    typed = {
        str(name): "on" if value is True else str(value) for name, value in given["values"].items() if value
    }
    language = read_language(str(given.get("language", "")))
    try:
        with _entering(request, given.get("key", "")), _finding(given) as piece:
            form = find_standing_form(piece.form_id) if piece.form_id else None
            if form is None:
                raise Missing("There is no such form.")
            with translation.override(language or get_setting("business.language")):
                answer = _fill(request, piece, form, typed, str(given.get("code", ""))[:1])
    except (_Refused, Missing) as refused:
        answer = HttpResponse(status=getattr(refused, "status", 404))
    return _seen(request, answer)


def _fill(
    request: HttpRequest, piece: PieceLine, form: Any, typed: dict[str, str], code: str
) -> HttpResponse:
    try:
        taken = receive_form(form, typed, request, page=request.headers.get("Referer", ""))
    except RapportError as error:
        status = 422 if isinstance(error, Invalid) else 409 if isinstance(error, Conflict) else 429
        return JsonResponse({"message": error.message, "fields": dict(error.fields)}, status=status)
    if taken.entry_id is not None:
        note_entry(piece, code, taken.entry_id)
    return JsonResponse({"confirm": taken.confirm, "by_sms": taken.by_sms}, status=202)


@contextmanager
def _entering(request: HttpRequest, key: object) -> Iterator[None]:
    """Open the business whose site asks with its source's key; raises `_Refused`."""
    holder, _left = find_known(str(key)[:200])
    if holder is None or holder.kind != "site":
        raise _Refused(401)
    site = request.headers.get("Origin", "")
    if holder.origins and site and site not in holder.origins and site != absolute("").rstrip("/"):
        raise _Refused(403)
    if wait_for(holder, 1) or not may_tell(request.META.get("REMOTE_ADDR", "")):
        raise _Refused(429)
    with as_tenant(holder.tenant_id):
        yield


@contextmanager
def _finding(given: dict[str, Any]) -> Iterator[PieceLine]:
    try:
        row = find_popup(UUID(str(given.get("popup", ""))))
    except ValueError:
        row = None
    if row is None:
        raise Missing("There is no such page.")
    yield line_of(row, list_words(row.id))


def _describe(
    piece: PieceLine, visitor: str, languages: tuple[str, ...], colour: str
) -> dict[str, Any] | None:
    words = choose_words(piece.words, draw_code(piece.words, piece.seed, visitor), languages)
    if words is None:
        return None
    form = find_standing_form(piece.form_id) if piece.form_id else None
    with translation.override(words.language):
        return describe_popup(piece, words, form, colour)


def _words() -> dict[str, str]:
    return {
        **{"close": _("Close"), "thanks": _("Thank you.")},
        "later": _("This did not work. Please try again later."),
    }


def _read(request: HttpRequest) -> dict[str, Any] | None:
    if len(request.body) > MOST_BYTES:
        return None
    try:
        return msgspec.json.decode(request.body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _seen(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let the page that asked read the answer; whether it may ask at all was judged before."""
    if site := request.headers.get("Origin", ""):
        answer.headers["Access-Control-Allow-Origin"] = site
        answer.headers["Vary"] = "Origin"
    return answer
