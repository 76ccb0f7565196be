"""What letters lead to: the places they name, by way of us, and a picture nobody sees."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapport.operational.marketing.operations.following import follow_link, note_opened

PICTURE = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
"""The smallest transparent GIF."""


@never_cache
@require_safe
def follow(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Lead on to where the letter's link leads."""
    url = follow_link(token, number, **_who(request))
    if not url:
        raise Http404
    return HttpResponseRedirect(url)


@never_cache
@require_safe
def show_opened(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the picture, whether or not there is such a letter."""
    note_opened(token, **_who(request))
    return HttpResponse(PICTURE, content_type="image/gif")


def _who(request: HttpRequest) -> dict[str, str]:
    purpose = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "")
    return {"agent": agent[:400], "method": request.method or "", "purpose": purpose}
