"""From session to person to member: every page of a business runs in one transaction of that business.

The transaction commits only where the answer is below 400, and the answer leaves only after the commit.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from psycopg.errors import ReadOnlySqlTransaction

from rapport.kernel.audit.api import note_origin
from rapport.kernel.errors import Forbidden, RapportError
from rapport.kernel.identity.access import UNLISTED, Access, access_of
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.http import business, refusals, seeing
from rapport.kernel.identity.models import Person
from rapport.kernel.identity.operations.seeing import find_seen_actor
from rapport.kernel.identity.queries import find_standing
from rapport.kernel.identity.standing import Standing, find_person_of, find_seen_by, stand
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import TenantProfile, as_tenant

Answer = Callable[[HttpRequest], HttpResponseBase]
_BARE = Access("public")
_SIGN_OUT = "/sign-out/"
_TOKEN_PATHS = ("/api/",)
"""Programs show a token here, never a session; `kernel.rest` keeps this door."""


class StandingMiddleware:
    """Resolves who asks, opens the tenant's transaction, and turns expected refusals into answers."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve one request."""
        standing = Standing(request_id=new_id())
        stand(request, standing)
        with timezone.override(None):  # a thread serves one person after the other
            refused = _would_write(request) and seeing.seeing_of(request) is not None
            response: HttpResponseBase = (
                refusals.answer(request, _nothing_changes()) if refused else self._serve(request, standing)
            )
        response.headers.setdefault("X-Request-Id", str(standing.request_id))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer an expected refusal with its status and a sentence; anything else is a fault."""
        if find_seen_by(request) and isinstance(error.__cause__, ReadOnlySqlTransaction):
            # In plain words: no page can be drawn any more, since the transaction is over.
            words = _nothing_changes().message
            return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")
        return refusals.answer(request, error) if isinstance(error, RapportError) else None

    def _serve(self, request: HttpRequest, standing: Standing) -> HttpResponseBase:
        access = _access_for(request.path_info)
        if access.who in ("public", "outside"):
            return self.get_response(request)
        person = find_person_of(request)
        if person is None:
            return refusals.ask_to_sign_in(request)
        _speak_to(person)
        if access.who in ("host", "alone"):
            return self.get_response(request)
        chosen = business.chosen(request)
        if chosen is None and access.who != "person":
            found = business.choose_the_only_one(request, person)
            if not isinstance(found, business.Chosen):
                return found
            chosen = found
        if chosen is None:
            return self.get_response(request)
        return self._serve_member(request, standing, access, person, chosen)

    def _serve_member(
        self,
        request: HttpRequest,
        standing: Standing,
        access: Access,
        person: Person,
        chosen: business.Chosen,
    ) -> HttpResponseBase:
        with as_tenant(chosen.tenant_id, actor_id=chosen.member_id, request_id=standing.request_id):
            found = find_standing(chosen.member_id, person, request_id=standing.request_id)
            if found is not None:
                return self._serve_as(request, standing, *found)
        if access.who == "person":
            return self.get_response(request)
        return business.lost(request, chosen)

    def _serve_as(
        self, request: HttpRequest, standing: Standing, actor: Actor, tenant: TenantProfile
    ) -> HttpResponseBase:
        standing.actor, standing.tenant = actor, tenant
        kept = seeing.seeing_of(request)
        if kept is not None and request.path_info != seeing.END:
            seen = find_seen_actor(kept, actor)
            if seen is None:
                request.session.pop(seeing.KEY, None)
            else:
                standing.actor, standing.seen_by = seen, actor
        stand(request, standing)
        response = self.get_response(request)
        if response.status_code >= 400:
            transaction.set_rollback(True, using="default")
        elif request.method not in ("GET", "HEAD", "OPTIONS"):
            note_origin(
                standing.request_id,
                address=request.META.get("REMOTE_ADDR", ""),
                agent=request.headers.get("User-Agent", ""),
                method=request.method or "",
                path=request.path,
            )
        if isinstance(response, StreamingHttpResponse) and not getattr(response, "file_to_stream", None):
            content = cast("Iterable[bytes]", response.streaming_content)
            response.streaming_content = _stream_as(
                actor, translation.get_language(), timezone.get_current_timezone(), content
            )
        return response


def _stream_as(actor: Actor, language: str, zone: tzinfo, content: Iterable[bytes]) -> Iterator[bytes]:
    """Draw a stream in a transaction, language and zone of its own: it is read after the page has ended."""
    with (
        translation.override(language),
        timezone.override(zone),
        as_tenant(actor.tenant_id, actor_id=actor.id, request_id=actor.request_id),
    ):
        yield from content


def _would_write(request: HttpRequest) -> bool:
    """Whether a page is asked for anything but reading, ending the sight of another's desk, signing out."""
    reads = request.method in ("GET", "HEAD", "OPTIONS") or request.path_info in (seeing.END, _SIGN_OUT)
    return not reads and not request.path_info.startswith(_TOKEN_PATHS)


def _nothing_changes() -> Forbidden:
    return Forbidden("You see the desk of another: nothing can be changed.", code="seeing")


def _access_for(path: str) -> Access:
    if path.startswith(_TOKEN_PATHS):
        return _BARE
    try:
        match = resolve(path)
    except Resolver404:
        return _BARE
    return access_of(match.func) or UNLISTED


def _speak_to(person: Person) -> None:
    """Use the person's language where it is one of ours; half a page in another tongue helps nobody."""
    try:
        language = translation.get_supported_language_variant(person.locale)
    except LookupError:
        language = settings.LANGUAGE_CODE
    translation.activate(language)
    timezone.activate(ZoneInfo(person.zone))
