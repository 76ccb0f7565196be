"""Pages and answers go compressed; files go as they are."""

import re
from secrets import randbelow

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

COMPRESSED = ("text/", "application/json", "image/svg+xml")
SHORTEST, QUALITY = 200, 5
"""Below so many bytes nothing is won (as Django has it); brotli at this quality costs less than gzip."""
_TAKES_BROTLI = re.compile(r"\bbr\b")


class CompressMiddleware(GZipMiddleware):
    """Compress text for whoever takes it; it is padded, so that its length tells nothing of its content.

    Browsers take brotli over TLS and from the machine they run on; Django pads gzip itself.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave alone what streams or is compressed already, and records whose ETag is sent back to us."""
        text = response.headers.get("Content-Type", "").startswith(COMPRESSED)
        if response.streaming or not text or response.has_header("ETag"):
            return response
        if not isinstance(response, HttpResponse) or not self._takes_brotli(request, response):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=QUALITY)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        response.headers["X-Padding"] = "-" * randbelow(self.max_random_bytes)
        return response

    def _takes_brotli(self, request: HttpRequest, response: HttpResponse) -> bool:
        if response.has_header("Content-Encoding") or len(response.content) < SHORTEST:
            return False
        return _TAKES_BROTLI.search(request.headers.get("Accept-Encoding", "")) is not None
