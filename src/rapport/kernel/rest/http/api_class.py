"""The API itself: JSON by msgspec, the gate before every operation, and a whole description of it."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from rapport.kernel.identity.api import outside
from rapport.kernel.rest.http.description import NamedSchema, complete
from rapport.kernel.rest.http.gate import name_request, through_gate
from rapport.kernel.rest.http.problems import answer_error, problem
from rapport.kernel.rest.registry import kinds_of_paths, list_routers


class StrictParser(Parser):
    """Reads JSON strictly: no NaN, no lone surrogates, no trailing text."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the decoded body; a body that is not JSON answers 400."""
        if request.content_type not in ("application/json", "application/merge-patch+json"):
            raise HttpError(415, _("Send the body as application/json."))
        try:
            return msgspec.json.decode(request.body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise HttpError(400, f"The body is not JSON: {error}") from error


class QuickRenderer(BaseRenderer):
    """Writes JSON; times in ISO 8601 UTC, ids and decimals as text."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return the encoded body."""
        return msgspec.json.encode(data)


class RapportApi(NinjaAPI):
    """Every registered router behind the gate; errors are problems, also for no such path or method."""

    def __init__(self, *, title: str, version: str, description: str) -> None:
        super().__init__(
            title=title,
            version=version,
            description=description,
            urls_namespace="api",
            docs_url=None,
            parser=StrictParser(),
            renderer=QuickRenderer(),
        )
        self._exception_handlers = {}
        self.add_exception_handler(Exception, answer_error)
        self.add_decorator(through_gate, mode="view")
        for prefix, tag, factory in list_routers():
            self.add_router(prefix, factory(), tags=[tag])

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Return the description, with what the gate adds to every operation."""
        prefix = kwargs.get("path_prefix") or self.get_root_path(kwargs.get("path_params") or {})
        return complete(NamedSchema(self, prefix), kinds_of_paths())

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = _with_problems(pattern.callback)
        return [*patterns, re_path(r"^", _with_problems(_no_such_path))]


def _with_problems(view: Any) -> Any:
    """Answer a method that is not there as a problem too."""

    @csrf_exempt
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        name_request(request)
        refusal = problem(request, 405, _("This path knows other methods; the Allow header names them."))
        refusal["Allow"] = response["Allow"]
        return refusal

    return outside(enter, "kernel.rest asks for a token, or for the session itself")


@csrf_exempt
def _no_such_path(request: HttpRequest) -> HttpResponse:
    name_request(request)
    return problem(request, 404, _("There is no such path. /api/v1/openapi.json describes what there is."))
