"""Lists as downloads: all of a list, what it is narrowed to, or the rows somebody chose."""

import tempfile
from contextlib import ExitStack
from urllib.parse import urlsplit
from uuid import UUID

from django.http import FileResponse, HttpRequest, QueryDict

from rapport.customers.intake.contracts.exports import Wanted
from rapport.customers.intake.formats.writers import MEDIA
from rapport.customers.intake.operations.exporting import export_list
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import Actor, actor_of

IN_MEMORY = 5_000_000
MOST_CHOSEN = 10_000
FORMS = {suffix: form for form, (_, suffix) in MEDIA.items()}


def give(request: HttpRequest, kind: str, form: str = "") -> FileResponse:
    """Answer with what a reader wants of a list and may export; the address ends like the file:
    `customers.xlsx`, or `form` is sent.

    GET takes the list's own choices as parameters; POST takes chosen `ids`, or `all` with the list's address
    in `query`.
    """
    return file_of(kind, form or request.POST.get("form", ""), _wanted(request), actor_of(request))


def file_of(kind: str, form: str, wanted: Wanted, actor: Actor) -> FileResponse:
    """Write the file and answer with it; raises Missing for a form there is not."""
    if form not in FORMS:
        raise Missing("There is no such file.")
    media, suffix = MEDIA[FORMS[form]]
    # Excel needs to go back in its file, and a refusal must come before the first byte: written first, then
    # sent.
    with ExitStack() as stack:
        kept = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
        export_list(kind, FORMS[form], kept, actor=actor, wanted=wanted)
        kept.seek(0)
        stack.pop_all()  # closed with the answer
    answer = FileResponse(kept, as_attachment=True, filename=f"{kind}.{suffix}", content_type=media)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _wanted(request: HttpRequest) -> Wanted:
    if request.method != "POST":
        return _narrowed(request.GET)
    if request.POST.get("all"):
        return _narrowed(QueryDict(urlsplit(request.POST.get("query", "")).query))
    return Wanted(ids=_chosen(request.POST))


def _narrowed(asked: QueryDict) -> Wanted:
    choices = {name: ",".join(values) for name, values in asked.lists()}
    condition = choices.pop("filter", "")
    return Wanted(query=choices, filter=condition)


def _chosen(sent: QueryDict) -> tuple[UUID, ...]:
    try:
        ids = tuple(UUID(text) for text in sent.getlist("ids"))
    except ValueError as error:
        raise Invalid("Select some rows first.") from error
    if not ids or len(ids) > MOST_CHOSEN:
        raise Invalid("Select between 1 and %(most)s rows.", values={"most": MOST_CHOSEN})
    return ids
