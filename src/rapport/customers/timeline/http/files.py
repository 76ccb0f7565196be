"""Files kept with a customer: the card, upload, download, preview, and taking away with undo."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.party.api import find_seen
from rapport.customers.timeline.contracts import CUSTOMER, Subject
from rapport.customers.timeline.http.forms import FileForm
from rapport.customers.timeline.http.notes import answer_activity
from rapport.customers.timeline.operations.files import attach_file, remove_file, restore_file
from rapport.customers.timeline.queries import get_file, list_files
from rapport.kernel.blobs.api import open_blob, serve_blob, store_blob
from rapport.kernel.doors.api import Refused, clean_image
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, put_errors, with_event, with_toast

FEW = 12
LARGEST = 100_000_000
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
SIDE = 480
MAX_BYTES = 20_000_000
"""A larger picture has no preview: its door would refuse it."""


def draw_files(request: HttpRequest, subject: UUID | None) -> str:
    """The card: the newest files, pictures with a preview."""
    if subject is None:
        return ""
    actor = actor_of(request)
    about = Subject(CUSTOMER, subject, subject, find_seen(request, subject))
    files = [
        {"file": one, "picture": one.media_type in PICTURES and one.size <= MAX_BYTES}
        for one in list_files(about, actor=actor, limit=FEW)
    ]
    context = {"files": files, "may_remove": actor.may("delete", "file")}
    return render_to_string("timeline/files.html", context, request) if files else ""


@require_POST
def keep_file(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Keep an uploaded file with the customer; the activity comes back with it on top."""
    form = FileForm(request.POST, request.FILES, auto_id="file_%s")
    if not form.is_valid():
        return answer_activity(request, party_id, file=form)
    actor, upload = actor_of(request), form.cleaned_data["file"]
    name = upload.name or "file"
    try:
        blob = store_blob(upload.chunks(), name, "attachment", actor=actor, limit=LARGEST)
        about = Subject(CUSTOMER, party_id, party_id)
        kept = attach_file(about, blob.id, name, blob.media_type, blob.size, actor=actor)
    except Invalid as error:
        put_errors(form, error)
        return answer_activity(request, party_id, file=form)
    answer = answer_activity(request, party_id, Toast(_("Kept"), undo=f"/files/{kept.id}/remove"))
    return with_event(answer, "file-changed")


@require_GET
def download(request: HttpRequest, file_id: UUID) -> FileResponse:
    """The file, always as an attachment."""
    return serve_blob(get_file(file_id, actor=actor_of(request)).blob_id)


@require_GET
def preview(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A small picture drawn anew from the file's pixels: nothing else of it reaches a browser."""
    kept = get_file(file_id, actor=actor_of(request))
    if kept.media_type not in PICTURES or kept.size > MAX_BYTES:
        raise Missing(_("This file has no preview."))
    with open_blob(kept.blob_id) as source:
        try:
            picture = clean_image(source.read(MAX_BYTES + 1), longest_side=SIDE)
        except Refused as error:
            raise Missing(_("This file has no preview.")) from error
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(picture.body, content_type=picture.media_type, headers=headers)


@require_POST
def drop_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take a file away; it can come back."""
    remove_file(file_id, actor=actor_of(request))
    toast = Toast(_("The file is gone."), tone="info", undo=f"/files/{file_id}/restore")
    return _changed(toast)


@require_POST
def bring_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Bring a file back."""
    restore_file(file_id, actor=actor_of(request))
    return _changed(Toast(_("Taken back"), tone="info"))


def _changed(toast: Toast) -> HttpResponse:
    return with_event(with_toast(HttpResponse(status=204), toast), "file-changed")
