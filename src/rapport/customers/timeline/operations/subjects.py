"""Where records of higher rooms are seen, so that whoever is named in a note about one is led there."""

_PAGES: dict[str, str] = {}


def register_subject(kind: str, page: str) -> None:
    """Say at which address records of a kind are seen; their id follows it."""
    _PAGES[kind] = page


def find_page(kind: str, id: str) -> str:
    """Return the address of a record, or an empty text where no room has said it."""
    return f"{_PAGES[kind]}{id}" if kind in _PAGES and id else ""
