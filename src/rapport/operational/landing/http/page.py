"""A landing page as visitors see it: its words, its form, and what their browser tells of it."""

import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rapport.customers.forms.api import embed_form, find_standing_form, receive_form, thanks_address
from rapport.kernel.errors import Clash, Conflict, Invalid, Missing, RapportError
from rapport.kernel.rest.api import Allowance
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import as_tenant, current_tenant_id, get_own_tenant
from rapport.operational.landing.contracts import LOOKED, PieceLine, Told, Words
from rapport.operational.landing.http.drawing import draw_page_blocks
from rapport.operational.landing.operations.answering import note_entry, note_told
from rapport.operational.landing.queries.showing import find_live, find_tenant
from rapport.operational.landing.rules import choose_words, draw_code, read_language

FRESH = 60
"""Seconds a page may be shown again without asking; half an hour more while it is asked for anew."""
MOST_BYTES = 64 * 1024
PACE, REMEMBERED = 120, 10_000
"""So much may one network address tell in a minute."""
_paces: OrderedDict[str, Allowance] = OrderedDict()


@contextmanager
def meeting(shop: str, slug: str) -> Iterator[PieceLine]:
    """Open the transaction of the business whose page it is; raises `Missing` where none is live there."""
    tenant_id = find_tenant(shop)
    if tenant_id is None:
        raise Missing("There is no such page.")
    with as_tenant(tenant_id):
        piece = find_live(slug)
        if piece is None or not piece.words:
            raise Missing("There is no such page.")
        yield piece


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show_page(request: HttpRequest, shop: str, slug: str) -> HttpResponse:
    """The page; a good POST of its form leads to the thanks.

    Without a test of words anybody may keep it for a minute. With one, each visitor's own browser may.
    """
    if request.method == "POST" and _too_large(request):
        return HttpResponse(status=413)
    with meeting(shop, slug) as piece:
        words = choose_for(piece, request)
        with translation.override(words.language):
            if request.method == "POST":
                return _take(request, piece, words)
            return _keep(request, piece, draw_page(request, piece, words))


@csrf_exempt
@require_POST
def take_told(request: HttpRequest, shop: str, slug: str) -> HttpResponse:
    """Count what a visitor's browser tells of the page; who it is is kept only of customers we know."""
    told = read_told(request)
    if told is not None and may_tell(request.META.get("REMOTE_ADDR", "")):
        with meeting(shop, slug) as piece:
            note_told(piece, told)
    return HttpResponse(status=204)


@require_safe
def show_look(request: HttpRequest, shop: str) -> HttpResponse:
    """The business's own colour as a style sheet, since pages hold no style of their own."""
    tenant_id = find_tenant(shop)
    if tenant_id is None:
        raise Missing("There is no such page.")
    with as_tenant(tenant_id):
        colour = get_setting("marketing.colour")
    response = HttpResponse(f":root{{--brand:{colour}}}\n", content_type="text/css")
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def choose_for(piece: PieceLine, request: HttpRequest) -> Words:
    """Return what a visitor reads: their way by lot, in their language where the page speaks it.

    No cookie draws it: the lot hangs on the network address and the program, and neither is kept.
    """
    asked = read_language(request.GET.get("lang", "")) or read_language(get_language() or "")
    code = request.GET.get("way", "") if request.method == "POST" else ""
    if code not in {one.code for one in piece.words}:
        address, agent = request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", "")
        code = draw_code(piece.words, piece.seed, f"{address} {agent}")
    found = choose_words(piece.words, code, (asked, get_setting("business.language")))
    if found is None:
        raise Missing("There is no such page.")
    return found


def draw_page(
    request: HttpRequest,
    piece: PieceLine,
    words: Words,
    *,
    status: int = 200,
    preview: bool = False,
    **form: Any,
) -> HttpResponse:
    """Return the page with its form, as it was typed where that was refused."""
    tenant = get_own_tenant(current_tenant_id())
    standing = find_standing_form(piece.form_id) if piece.form_id else None
    here = f"/p/{tenant.slug}/{piece.slug}"
    action = f"{here}?way={words.code}&lang={words.language}"
    context = {
        "piece": piece,
        "words": words,
        "business": tenant.name,
        "shop": tenant.slug,
        "blocks": draw_page_blocks(words.blocks),
        "form": standing,
        "drawn": embed_form(standing, action, request, **form)
        if standing is not None and standing.state == "open"
        else "",
        "tell": "" if preview else f"{here}/told",
    }
    return render(request, "landing/visitor.html", context, status=status)


def read_told(request: HttpRequest) -> Told | None:
    """Return what a browser tells, None where it cannot be read."""
    if len(request.body) > 4096:
        return None
    try:
        given = msgspec.json.decode(request.body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    code, what = str(given.get("code", ""))[:1], str(given.get("what", ""))
    if what not in LOOKED:
        return None
    return Told(code, what, str(given.get("visitor") or "")[:80], str(given.get("who") or "")[:400])


def may_tell(address: str) -> bool:
    """Tell whether a network address may tell one thing more this minute."""
    now = time.monotonic()
    pace = _paces.setdefault(address, Allowance(float(PACE), now))
    _paces.move_to_end(address)
    if len(_paces) > REMEMBERED:
        _paces.popitem(last=False)
    return pace.take(now, PACE, 60)


def _take(request: HttpRequest, piece: PieceLine, words: Words) -> HttpResponse:
    form = find_standing_form(piece.form_id) if piece.form_id else None
    if form is None:
        raise Missing("There is no such form.")
    typed: Mapping[str, str] = {name: str(request.POST.get(name, "")) for name in request.POST}
    try:
        taken = receive_form(form, typed, request, page=request.build_absolute_uri(request.path))
    except Invalid as error:
        message = "" if error.fields else error.message
        given: dict[str, Any] = {"typed": typed, "errors": error.fields, "message": message}
        return draw_page(request, piece, words, status=422, **given)
    except RapportError as error:
        status = 409 if isinstance(error, Conflict | Clash) else 429
        return draw_page(request, piece, words, status=status, typed=typed, message=error.message)
    if taken.entry_id is not None:
        note_entry(piece, words.code, taken.entry_id)
    return redirect(thanks_address(form, taken))


def _keep(request: HttpRequest, piece: PieceLine, response: HttpResponse) -> HttpResponse:
    """Say how long the page may be kept and by whom; a visitor who has it already gets no body."""
    alone = len({one.code for one in piece.words}) > 1 or "who" in request.GET
    response.headers["Cache-Control"] = (
        f"{'private' if alone else 'public'}, max-age={FRESH}, stale-while-revalidate=1800"
    )
    patch_vary_headers(response, ["Accept-Language"])
    shown = f"{piece.id}{piece.version}{get_language()}{response.headers.get('Content-Language', '')}"
    digest = blake2b(_without_token(response.content) + shown.encode(), digest_size=12).hexdigest()
    response.headers["ETag"] = f'W/"{digest}"'
    if request.headers.get("If-None-Match", "") == response.headers["ETag"]:
        fresh = HttpResponseNotModified()
        for name in ("Cache-Control", "ETag", "Vary"):
            fresh.headers[name] = response.headers[name]
        return fresh
    return response


def _without_token(content: bytes) -> bytes:
    """A page without what says when it was drawn: two of them are the same page."""
    start = content.find(b'name="token"')
    return content if start < 0 else content[:start] + content[content.find(b">", start) :]


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > MOST_BYTES
