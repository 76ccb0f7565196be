"""What goes compressed and what goes as it is."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from rapport.site.serving.compress import CompressMiddleware

LONG = b"<p>Tea</p>" * 100
AS_IT_IS = (
    HttpResponse(b"short", content_type="text/html"),
    HttpResponse(LONG, content_type="image/png"),
    HttpResponse(LONG, content_type="application/json", headers={"ETag": '"5"'}),
    StreamingHttpResponse([LONG], content_type="text/csv"),
)


def send(response: HttpResponseBase, accepted: str = "gzip, br") -> HttpResponseBase:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    return CompressMiddleware(lambda _request: response).process_response(request, response)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "text/javascript"])
def test_text_goes_compressed_to_whoever_takes_it(kind: str) -> None:
    for accepted, name, read in (("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)):
        sent = send(HttpResponse(LONG, content_type=kind), accepted)
        assert isinstance(sent, HttpResponse)
        assert sent.headers["Content-Encoding"] == name
        assert "Accept-Encoding" in sent.headers["Vary"]
        assert int(sent.headers["Content-Length"]) == len(sent.content)
        assert read(sent.content) == LONG
    plain = send(HttpResponse(LONG, content_type=kind), accepted="identity")
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("number", range(len(AS_IT_IS)))
def test_the_rest_goes_as_it_is(number: int) -> None:
    sent = send(AS_IT_IS[number])
    assert "Content-Encoding" not in sent.headers
    assert sent.headers.get("ETag") in (None, '"5"')


def test_the_length_of_what_is_sent_is_left_to_chance() -> None:
    for accepted in ("gzip", "br"):
        sent = [send(HttpResponse(LONG, content_type="text/html"), accepted) for _time in range(50)]
        lengths = {len(one.content) + len(str(one.headers)) for one in sent if isinstance(one, HttpResponse)}
        assert len(lengths) > 10
