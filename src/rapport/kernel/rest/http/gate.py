"""The gate every call passes: caller, rate, one transaction of the caller's tenant, the key, the answer."""

import hashlib
import re
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rapport.kernel.audit.api import note_origin
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.rest.contracts import ApiRequest
from rapport.kernel.rest.http.credentials import SAFE_METHODS, identify
from rapport.kernel.rest.http.headers import complete_headers
from rapport.kernel.rest.http.limits import take_call, tell_allowance
from rapport.kernel.rest.http.problems import answer_error
from rapport.kernel.rest.http.tally import tally_call
from rapport.kernel.rest.operations import Kept, claim_key, keep_answer
from rapport.kernel.rest.rules import KEY_LENGTH, digest_request
from rapport.kernel.tenancy.api import as_tenant

Run = Callable[..., HttpResponse]
KEY = re.compile(r"[!-~]+")
MATCH = re.compile(r'"[0-9a-f]+"|[*]')
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Content-Disposition")


def through_gate(run: Run) -> Run:
    """Wrap an operation, so that it runs as its caller or is not run at all."""

    def enter(request: HttpRequest, **path: Any) -> HttpResponse:
        request_id = name_request(request)
        actor: Actor | None = None
        try:
            actor = identify(request, request_id)
            caller = actor.id or actor.tenant_id
            take_call(caller, actor.tenant_id)
            tally_call(request, actor)
            response = _transact(run, cast(ApiRequest, request), actor, caller, path)
        except Exception as error:
            response = answer_error(request, error)
        response["X-Request-Id"] = str(request_id)
        response["Cache-Control"] = "no-store"
        if actor is not None:
            tell_allowance(response, actor.id or actor.tenant_id, actor.tenant_id)
        return response

    return enter


def _transact(
    run: Run, request: ApiRequest, actor: Actor, caller: UUID, path: dict[str, Any]
) -> HttpResponse:
    """Run the operation in one transaction; whatever answers 400 or more leaves nothing behind."""
    key = _key(request)
    with as_tenant(actor.tenant_id, actor_id=actor.id, request_id=request.request_id, whole=True):
        request.actor = actor
        response = _run(run, request, path) if key is None else _once(run, request, caller, key, path)
        if response.status_code >= 400:
            transaction.set_rollback(True, using="default")
        elif request.method not in SAFE_METHODS:
            note_origin(
                request.request_id,
                address=request.META.get("REMOTE_ADDR", ""),
                agent=request.headers.get("User-Agent", ""),
                method=request.method or "",
                path=request.path,
            )
    return response


def _run(run: Run, request: ApiRequest, path: dict[str, Any]) -> HttpResponse:
    """Run the operation; its answer gets an ETag where it named none itself."""
    response = run(request, **path)
    complete_headers(response)
    return response


def _once(run: Run, request: ApiRequest, caller: UUID, key: str, path: dict[str, Any]) -> HttpResponse:
    multipart = (request.content_type or "").startswith("multipart/")
    body = _form_digest(request) if multipart else request.body
    fingerprint = digest_request(request.method or "", request.get_full_path(), body)
    kept = claim_key(caller, key, fingerprint)
    if kept is not None:
        response = HttpResponse(kept.body, status=kept.status, headers=kept.headers)
        response["Idempotent-Replayed"] = "true"
        return response
    response = _run(run, request, path)
    if response.status_code < 400 and not response.streaming:
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        keep_answer(caller, key, Kept(response.status_code, headers, response.content))
    return response


def _form_digest(request: ApiRequest) -> bytes:
    """Return a digest of a form's fields and files: its bytes differ with every boundary a client draws."""
    digest = hashlib.sha256(repr(sorted(request.POST.lists())).encode("utf-8", "surrogatepass"))
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest.update(repr((name, upload.name, upload.size)).encode("utf-8", "surrogatepass"))
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
    return digest.digest()


def _key(request: HttpRequest) -> str | None:
    """Return the caller's Idempotency-Key of a write; reads repeat harmlessly anyway."""
    key = request.headers.get("Idempotency-Key")
    if request.method in SAFE_METHODS:
        return None
    _check_match(request.headers.get("If-Match"))
    if key is None:
        return None
    if len(key) > KEY_LENGTH or not KEY.fullmatch(key):
        reason = f"1 to {KEY_LENGTH} printable characters."
        raise Invalid(_("The Idempotency-Key is not valid."), fields={"Idempotency-Key": reason})
    return key


def _check_match(wanted: str | None) -> None:
    """Refuse an If-Match that is no ETag of ours, also where an operation has no version to compare."""
    if wanted is not None and not MATCH.fullmatch(wanted):
        reason = _('An ETag like "7", or *.')
        raise Invalid(_("The If-Match is not valid."), fields={"If-Match": reason})


def name_request(request: HttpRequest) -> UUID:
    """Give the request its id: the caller's own X-Request-Id when it is a UUID, else a new one."""
    try:
        request_id = UUID(request.headers.get("X-Request-Id", ""))
    except ValueError:
        request_id = new_id()
    cast(ApiRequest, request).request_id = request_id
    return request_id
