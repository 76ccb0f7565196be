"""Lists of words as they are written in this folder."""


def split_words(text: str) -> tuple[str, ...]:
    """Return words that are written with blanks between them."""
    return tuple(text.split())
