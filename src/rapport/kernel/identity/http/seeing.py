"""Seeing the desk as another member: kept in the session, begun and ended by a button."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from rapport.kernel.identity.operations.seeing import begin_seeing, end_seeing
from rapport.kernel.identity.standing import actor_of

KEY = "seeing"
END = "/see-as/end"


def seeing_of(request: HttpRequest) -> UUID | None:
    """Return what the session is seeing, if anything."""
    kept = request.session.get(KEY)
    return UUID(kept) if kept else None


@require_POST
def begin(request: HttpRequest, member_id: UUID) -> HttpResponseBase:
    """Begin, and lead to the home page as that member sees it."""
    request.session[KEY] = str(begin_seeing(member_id, actor=actor_of(request)).id)
    return redirect("/")


@require_POST
def end(request: HttpRequest) -> HttpResponseBase:
    """End, and lead back to the people."""
    seeing = seeing_of(request)
    if seeing is not None:
        end_seeing(seeing, actor=actor_of(request))
        request.session.pop(KEY, None)
    return redirect("people")
