"""Lists as downloads."""

import tempfile

from django.http import FileResponse, HttpRequest

from rapport.customers.intake.formats.writers import MEDIA
from rapport.customers.intake.operations.exporting import export_list
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of

IN_MEMORY = 5_000_000
FORMS = {suffix: form for form, (_, suffix) in MEDIA.items()}


def give(request: HttpRequest, kind: str, form: str) -> FileResponse:
    """Answer with everything of a list that the reader may export; the address ends like the file:
    `customers.xlsx`.
    """
    if form not in FORMS:
        raise Missing("There is no such file.")
    media, suffix = MEDIA[FORMS[form]]
    # Excel needs to go back in its file, and a refusal must come before the first byte: written first, then
    # sent.
    kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    export_list(kind, FORMS[form], kept, actor=actor_of(request))  # type: ignore[arg-type]
    kept.seek(0)
    answer = FileResponse(kept, as_attachment=True, filename=f"{kind}.{suffix}", content_type=media)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
