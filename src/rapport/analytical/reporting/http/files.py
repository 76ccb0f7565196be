"""An answer, or a whole dashboard, as a file: CSV, Excel, PDF or a picture."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rapport.analytical.reporting.contracts.paper import FORMS
from rapport.analytical.reporting.operations.files import media_of, write_file
from rapport.analytical.reporting.operations.papers import find_shown, make_files
from rapport.analytical.reporting.queries.addresses import read_asked, write_address
from rapport.analytical.reporting.queries.asking import ask
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import get_viewer


@require_GET
def save_file(request: HttpRequest) -> HttpResponse:
    """The answer to the question of the address, as `format` csv, xlsx, pdf or png."""
    kind = request.GET.get("format", "csv")
    question = read_asked(request.GET.dict())
    if kind in ("pdf", "png"):
        return _send_paper(request, "", write_address(question), kind)
    answer = ask(question, actor=actor_of(request))
    return _send(write_file(answer, kind, get_viewer()), "report", kind)


@require_GET
def save_board(request: HttpRequest, board: str) -> HttpResponse:
    """A dashboard as the reader sees it, as `format` pdf, png or xlsx."""
    return _send_paper(request, board, "", request.GET.get("format", "pdf"))


def _send_paper(request: HttpRequest, board: str, address: str, kind: str) -> HttpResponse:
    form = next((one for one in FORMS if one == kind and one != "csv"), None)
    if form is None:
        raise Invalid("A PDF, Excel or PNG file.", code="format")
    actor = actor_of(request)
    made = make_files(find_shown(board, address, actor=actor), "report", form, get_viewer(), actor)[0]
    return _send(made.content, board or "report", form)


def _send(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_of(kind),
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )
