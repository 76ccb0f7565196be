"""The hypertext of a letter, read as text."""

import re
from html import unescape

_BLOCKS = re.compile(
    r"</?(?:p|div|br|tr|li|h[1-6]|table|ul|ol|blockquote|hr|pre|section)\b[^>]*>", re.IGNORECASE
)
_HIDDEN = re.compile(r"<(style|script|head|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,5000}>")


def text_of_html(page: str) -> str:
    """Return what a page says, a line for each block."""
    shown = _BLOCKS.sub("\n", _HIDDEN.sub(" ", page.replace("\0", "")))
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", shown)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
