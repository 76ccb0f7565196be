"""Files of events on a source's page: choose one, see what became of it."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.bigdata.ingest import queries
from rapport.bigdata.ingest.http.words import word_reason
from rapport.bigdata.ingest.models import EventFile
from rapport.bigdata.ingest.operations.files import drop_folder, take_file
from rapport.kernel.embedded.api import home_folder
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Label, Toast, Tone, go_to

SHOWN = 10
STATES: dict[str, tuple[Label, Tone]] = {
    "taking": (gettext_lazy("Being taken"), "info"),
    "done": (gettext_lazy("Taken"), "good"),
    "refused": (gettext_lazy("Not readable"), "bad"),
}


def show_files(source_id: UUID, actor: Actor) -> dict[str, Any]:
    """Return what the page of a source shows of its files."""
    rows: list[EventFile] = list(queries.list_files(source_id, actor=actor).order_by("-id")[:SHOWN])
    return {
        "files": [(row, *STATES[row.state], word_reason(row.reason)) for row in rows],
        "folder": drop_folder(source_id).relative_to(home_folder()),
    }


@require_POST
def take(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Take the chosen file."""
    actor, upload = actor_of(request), request.FILES.get("file")
    queries.get_source(source_id, actor=actor, verb="edit")
    if not isinstance(upload, UploadedFile):
        raise Invalid("Choose a file.", code="file_missing")
    line = take_file(source_id, cast("BinaryIO", upload), upload.name or "", actor=actor)
    if line.repeated:
        said = _("This content was taken before: nothing changed.")
    elif line.state == "refused":
        said = _("Not readable: %(reason)s") % {"reason": word_reason(line.reason)}
    else:
        counts = {"accepted": line.accepted, "rejected": line.rejected}
        said = _("%(accepted)s rows taken, %(rejected)s kept apart.") % counts
    return go_to(request, f"/settings/sources/{source_id}", Toast(said))
