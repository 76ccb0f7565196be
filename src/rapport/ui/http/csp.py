"""The Content-Security-Policy of every answer: no inline script or style, nothing from elsewhere."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_NO_FRAMES = "frame-ancestors 'none'"


def allow_frames(response: HttpResponse, sites: Iterable[str]) -> HttpResponse:
    """Let a page stand in frames of these origins alone; the view is marked `xframe_options_exempt` too."""
    framed = " ".join(["frame-ancestors", "'self'", *sites])
    response.headers["Content-Security-Policy"] = POLICY.replace(_NO_FRAMES, framed)
    return response


def show_frames(response: HttpResponse) -> HttpResponse:
    """Let a page hold frames of our own pages: a stranger's hypertext, shut in by a policy of its own."""
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


class ContentSecurityPolicy:
    """Middleware: sets the policy unless a view set a stricter or wider one on purpose.

    A part a page asks for by script never becomes a document: the page's own policy holds what is put into
    it, and none travels with the part. The header that says so no other site can send, and `Vary` keeps
    such an answer from being shown in the place of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "HX-Request" in request.headers:
            patch_vary_headers(response, ["HX-Request"])
        else:
            response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
