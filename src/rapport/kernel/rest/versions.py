"""ETag and If-Match: a write that names a version lands on that version or not at all."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rapport.kernel.rest.contracts import ApiRequest, StaleVersion
from rapport.kernel.rest.rules import etag_of_content, etag_of_version, tags_match


def set_etag(response: HttpResponse, version: int | None = None, content: Any = None) -> None:
    """Set the answer's ETag from the row's version, or from its content where it has none."""
    response["ETag"] = etag_of_content(content) if version is None else etag_of_version(version)


def require_match(request: ApiRequest, version: int | None = None, content: Any = None) -> None:
    """Raise `StaleVersion` (412) when the request's If-Match names another version; lock the row first."""
    wanted = request.headers.get("If-Match")
    etag = etag_of_content(content) if version is None else etag_of_version(version)
    if wanted is not None and not tags_match(wanted, etag):
        raise StaleVersion(
            _("Somebody changed this record since you read it. Read it again and repeat."),
            code="stale-version",
        )
