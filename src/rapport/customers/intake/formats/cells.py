"""Cells that a spreadsheet will show and never run (pure)."""

import re
from typing import Final

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INVISIBLE: Final = " \u00a0\ufeff\u200b"
PHONE: Final = re.compile(r"\+[0-9]{4,15}\Z")
MADE_SAFE: Final = re.compile(r"'(?=[ \u00a0\ufeff\u200b]*[=+\-@\t\r\n＝＋－＠])")


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before a dangerous first
    character.

    Telephone numbers in E.164 keep their plus sign bare: digits alone cannot act.
    """
    clean = text.replace("\0", "")
    if clean.lstrip(INVISIBLE).startswith(DANGEROUS) and not PHONE.match(clean):
        return "'" + clean
    return clean


def bare_cell(text: str) -> str:
    """Undo `safe_cell`, so that what was exported comes back as it was."""
    return text[1:] if text.startswith("'") and MADE_SAFE.match(text) else text
