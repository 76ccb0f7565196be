"""QR codes of keywords: what a telephone makes of one is an SMS that begins a service, and says whence."""

SIGN = "QR"
"""Stands behind a keyword that was not typed: the way by which somebody came stays known."""


def write_code(number: str, word: str) -> str:
    """Return what a QR code holds for a telephone to open an SMS to a number with a keyword in it."""
    return f"SMSTO:{number}:{word} {SIGN}"


def read_sign(text: str) -> tuple[str, str]:
    """Return a text without the sign of a QR code, and by which way it came: `qr`, or empty."""
    bare = text.rstrip()
    before = bare.removesuffix(SIGN)
    if len(before) < len(bare) and before.strip() and before[-1].isspace():
        return before.rstrip(), "qr"
    return text, ""
