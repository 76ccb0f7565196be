"""What came with a message: its own hypertext behind bars, its files."""

import base64
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rapport.collaborative.delivery.queries import threads
from rapport.collaborative.delivery.rules.hypertext import content_ids, place_pictures
from rapport.collaborative.delivery.rules.texts import PICTURES
from rapport.kernel.blobs.api import open_blob, serve_blob
from rapport.kernel.doors.api import clean_image
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of

PICTURE_BYTES = 2_000_000
"""A letter's own pictures are put into it up to this size each."""
LONGEST_SIDE, MOST_PICTURE = 800, 20_000_001
_STRICT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:{remote}; "
    "frame-ancestors 'self'; sandbox allow-popups"
)


@require_GET
def show_body(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """A message's own hypertext, for a frame that can do nothing; strangers' pictures only when asked for."""
    message = threads.get_message(conversation_id, message_id, actor=actor_of(request))
    remote = request.GET.get("pictures") == "1"
    page, _left = place_pictures(message.html, _pictures(message_id, message.html), remote=remote)
    response = HttpResponse(
        f'<!doctype html><html><head><meta charset="utf-8"></head><body dir="auto">{page}</body></html>'
    )
    response.headers["Content-Security-Policy"] = _STRICT.format(remote=" https:" if remote else "")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def show_file(request: HttpRequest, conversation_id: UUID, message_id: UUID, position: int) -> FileResponse:
    """A file of a message, as a download."""
    file = threads.get_file(conversation_id, message_id, position, actor=actor_of(request))
    if file.blob_id is None:
        raise RuntimeError("A file that was kept has its bytes.")
    return serve_blob(file.blob_id)


@require_GET
def show_picture(
    request: HttpRequest, conversation_id: UUID, message_id: UUID, position: int
) -> HttpResponse:
    """A picture of a message drawn anew, so that nothing but its pixels reaches the browser."""
    file = threads.get_file(conversation_id, message_id, position, actor=actor_of(request))
    if file.blob_id is None or file.media_type not in PICTURES:
        raise Missing("There is no such picture.")
    with open_blob(file.blob_id) as kept:
        drawn = clean_image(kept.read(MOST_PICTURE), longest_side=LONGEST_SIDE)
    response = HttpResponse(drawn.body, content_type=drawn.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def _pictures(message_id: UUID, page: str) -> dict[str, str]:
    placed = {}
    for file in threads.list_pictures(message_id, content_ids(page)):
        if file.blob_id is not None and file.media_type in PICTURES and file.size <= PICTURE_BYTES:
            with open_blob(file.blob_id) as kept:
                encoded = base64.b64encode(kept.read()).decode()
            placed[file.content_id] = f"data:{file.media_type};base64,{encoded}"
    return placed
