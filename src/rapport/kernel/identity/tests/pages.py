"""Pages that stand for other rooms' pages in the tests of the way in."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import include, path

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of, host_only, member_only, needs, tenant_of
from rapport.kernel.identity.models import Unit


def show_names(request: HttpRequest) -> HttpResponse:
    names = ",".join(Unit.objects.order_by("name").values_list("name", flat=True))
    return HttpResponse(f"{actor_of(request).name}|{tenant_of(request).slug}|{names}")


def write_and(request: HttpRequest, status: int) -> HttpResponse:
    Unit.objects.create(name=f"written before {status}", code=str(status))
    return HttpResponse("x", status=status)


def write_and_miss(request: HttpRequest) -> HttpResponse:
    Unit.objects.create(name="written before missing", code="m")
    raise Missing("There is no such thing.")


def stream_names(request: HttpRequest) -> HttpResponseBase:
    def lines() -> Iterator[str]:
        for unit in Unit.objects.order_by("name").iterator():
            yield f"{unit.name}\n"

    return StreamingHttpResponse(lines())


urlpatterns = [
    path("", include("rapport.kernel.identity.http.urls")),
    path("names", member_only(show_names)),
    path("unmarked", show_names),
    path("write/<int:status>", member_only(write_and)),
    path("miss", member_only(write_and_miss)),
    path("stream", member_only(stream_names)),
    path("rights", needs("edit", "tariff")(show_names)),
    path("for-the-host", host_only(lambda request: HttpResponse("host"))),
]
