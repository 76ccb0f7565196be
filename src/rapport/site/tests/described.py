"""The API's description as schemathesis reads it, with what the formats of the description mean."""

import os
from datetime import date
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import strategies as st
from schemathesis.core.result import Err

EXAMPLES = int(os.environ.get("RAPPORT_API_EXAMPLES", "2"))
# JSON Schema has no word for these: an ETag is opaque, so the only one known beforehand is the star; a phone
# number exists in a numbering plan.
schemathesis.openapi.format("etag", st.just("*"))
schemathesis.openapi.format("phone", st.from_regex(r"\A\+4930[1-9][0-9]{6}\Z"))
schemathesis.openapi.format("web-page", st.from_regex(r"\Ahttps://[a-z]{1,20}\.(org|example)/[a-z]{0,9}\Z"))
schemathesis.openapi.format("email", st.from_regex(r"\A[a-z0-9]{1,20}@[a-z]{1,20}\.(org|example)\Z"))
# Which conditions hold together depends on the kind; the filters' own tests draw whole trees of them.
schemathesis.openapi.format("filter", st.just(""))
schemathesis.openapi.format("date", st.dates(min_value=date(1850, 1, 1)).map(str))
CSV = st.sampled_from([b"name,email\nAda,ada@example.org\n", b"invoice,sku\n7,TEA\n", b"a;b\n1;2\n"])
schemathesis.openapi.media_type("text/csv", CSV)


def load() -> Any:
    """Read the description, with settings of its own."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def _whole(found: Any) -> Any:
    """Return an operation; a description that cannot be read is an error here, not one operation fewer."""
    if isinstance(found, Err):
        raise found.err()
    return found.ok()


OPERATIONS = {operation.label: operation for operation in map(_whole, load().get_all_operations())}
