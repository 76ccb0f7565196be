"""Letters on paper: their address file, and the letters themselves as pages to print."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from importlib import import_module
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import actor_of
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.operations.checking import read_brand
from rapport.operational.marketing.operations.papers import write_letters
from rapport.operational.marketing.queries.addressed import columns_of, get_by_hand, walk_addressed
from rapport.ui.api import get_viewer

AT_ONCE = 100
"""How many letters one page holds: a browser prints these without trouble."""
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
def give_addresses(request: HttpRequest, campaign_id: UUID, form: str) -> FileResponse:
    """The address file: references, names, addresses, and empty columns for what comes of it."""
    if form not in MEDIA:
        raise Missing("There is no such file.")
    line = get_by_hand(campaign_id, actor=actor_of(request))
    writers: Any = import_module("rapport.customers.intake.api.writing")  # brings the library of Excel
    with ExitStack() as stack:
        kept = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=5_000_000))
        (writers.write_csv if form == "csv" else writers.write_excel)(_records(line), columns_of(line), kept)
        kept.seek(0)
        stack.pop_all()  # closed with the answer
    answer = FileResponse(
        kept, as_attachment=True, filename=f"addresses-{line.id}.{form}", content_type=MEDIA[form]
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _records(line: CampaignLine) -> Iterator[Mapping[str, str]]:
    return (one.fields for one in walk_addressed(line))


@require_GET
def show_papers(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A hundred letters, each on pages of its own, its address where envelopes have their window."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_by_hand(campaign_id, actor=actor)
    if line.channel != "letter":
        raise Conflict("Only letters are printed.", code="channel")
    some = list(walk_addressed(line, after=_after(request), limit=AT_ONCE + 1))
    brand = read_brand(actor, line.channel)
    more = some[AT_ONCE - 1].reference if len(some) > AT_ONCE else None
    context = {
        "title": line.name,
        "line": line,
        "letters": write_letters(line, some[:AT_ONCE], viewer.country, actor=actor),
        "sender": " · ".join(one for one in (brand.name, *brand.address.splitlines()) if one),
        "brand": brand,
        "footer": brand.footer.splitlines(),
        "day": viewer.long_day(viewer.today),
        "next": f"?after={more}" if more else "",
    }
    return render(request, "marketing/papers.html", context)


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
