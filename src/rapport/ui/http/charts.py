"""A chart of a page as a file: SVG, PNG or PDF."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.kernel.errors import Invalid
from rapport.ui.contracts.charts import open_sealed
from rapport.ui.rules.chart_files import TYPES, draw_file

LONGEST = 2_000_000
"""Characters of a specification; what is longer came from no page of ours."""


@require_POST
def save_chart(request: HttpRequest) -> HttpResponse:
    """Draw the specification that was posted with its seal; raises `Invalid` for any other."""
    text, kind = request.POST.get("spec", ""), request.POST.get("format", "")
    spec = open_sealed(text, request.POST.get("seal", "")) if len(text) <= LONGEST else None
    if spec is None or kind not in TYPES:
        raise Invalid(_("This is no chart of ours. Load the page anew."))
    file = draw_file(spec, kind)
    answer = HttpResponse(file, content_type=TYPES[kind])
    name = get_valid_filename(request.POST.get("name", "") or "chart")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
