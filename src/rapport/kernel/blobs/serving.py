"""A kept file as an answer: always an attachment, never what a browser would run."""

from uuid import UUID

from django.http import FileResponse

from rapport.kernel.blobs.queries import get_blob, open_blob


def serve_blob(blob_id: UUID) -> FileResponse:
    """Return a file of the current tenant as a download, whoever named it and whatever is in it.

    The caller has authorised the reader. The name is encoded by RFC 6266; sniffing, framing and scripts
    are forbidden to the browser even if somebody opens it in place.
    """
    blob = get_blob(blob_id)
    response = FileResponse(
        open_blob(blob_id), as_attachment=True, filename=blob.name, content_type=blob.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    response["ETag"] = f'"{blob.sha256}"'
    return response
