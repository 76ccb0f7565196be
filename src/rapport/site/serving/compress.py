"""Pages and answers go compressed; files go as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/", "application/json", "image/svg+xml")


class CompressMiddleware(GZipMiddleware):
    """Compress text for whoever takes it; Django pads it, so that its length tells nothing of its content."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave alone what streams or is compressed already, and records whose ETag is sent back to us."""
        text = response.headers.get("Content-Type", "").startswith(COMPRESSED)
        if response.streaming or not text or response.has_header("ETag"):
            return response
        return super().process_response(request, response)
