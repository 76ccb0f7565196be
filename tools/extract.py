"""Babel's way into Django templates: Django's own templatize(), then Babel's extractor of Python."""

import io
from collections.abc import Collection, Iterator
from typing import IO, Any

from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize


def django_template(
    file: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Yield the messages of one template."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    text = templatize(file.read().decode("utf-8"))
    flat = "\n".join(line.strip() for line in text.split("\n"))  # a template's indentation is not Python's
    yield from extract_python(io.BytesIO(flat.encode("utf-8")), keywords, comment_tags, {"encoding": "utf-8"})
