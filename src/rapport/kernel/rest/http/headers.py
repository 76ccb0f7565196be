"""The ETag of answers whose operation set none."""

from django.http import HttpResponse

from rapport.kernel.rest.rules import etag_of_bytes


def complete_headers(response: HttpResponse) -> None:
    """Set the ETag of an answer of JSON: a digest of the bytes, where the record has no version."""
    if response.status_code in (200, 201) and not response.streaming and "ETag" not in response:
        response["ETag"] = etag_of_bytes(response.content)
