"""Turning a request away before any page is drawn, in its reader's words and form."""

import io
from dataclasses import dataclass
from functools import lru_cache

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.utils.translation import get_language_from_request, gettext, gettext_noop, override

from rapport.site.serving.environment import environ
from rapport.site.serving.messages import Headers, Scope, Send
from rapport.site.trouble import Reading, reading_of, write_trouble
from rapport.ui.http.csp import ContentSecurityPolicy


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done: status, words still to be translated, headers."""

    status: int
    title: str
    message: str
    headers: tuple[tuple[str, str], ...] = ()


_SOON = (("Retry-After", "3"),)
_CLOSED = ("Connection", "close")
BUSY = Refusal(503, gettext_noop("Busy"), gettext_noop("Too many requests wait. Try again soon."), _SOON)
DOWNLOADS = Refusal(503, gettext_noop("Busy"), gettext_noop("Too many downloads run. Try again soon."), _SOON)
NO_ROOM = Refusal(
    503,
    gettext_noop("No room"),
    gettext_noop("The disk is nearly full: nothing is taken in until there is room again."),
    (("Retry-After", "60"), _CLOSED),
)
TOO_LARGE = Refusal(
    413,
    gettext_noop("Too large"),
    gettext_noop("What you sent is longer than %(megabytes)s MB. Nothing was changed; send it in parts."),
    (_CLOSED,),
)


async def turn_away(scope: Scope, send: Send, why: Refusal, *, megabytes: int = 0) -> None:
    """Answer a request nobody will draw; its body was not read, or not to the end."""
    request = WSGIRequest(environ(scope, io.BytesIO()))
    headers, body = _write(why, reading_of(request), get_language_from_request(request), megabytes)
    await send({"type": "http.response.start", "status": why.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@lru_cache(maxsize=128)
def _write(why: Refusal, reading: Reading, language: str, megabytes: int) -> tuple[Headers, bytes]:
    """Written once: whoever is turned away in a crowd must cost next to nothing."""
    with override(language):
        message = gettext(why.message) % {"megabytes": megabytes}
        answer = write_trouble(reading, why.status, gettext(why.title), message)
    secured = ContentSecurityPolicy(lambda _request: answer)(HttpRequest())
    length = str(len(answer.content))
    named = {**secured.headers, **dict(why.headers), "Cache-Control": "no-store", "Content-Length": length}
    return [(name.lower().encode(), value.encode()) for name, value in named.items()], answer.content
