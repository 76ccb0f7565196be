"""Kinds of data that their rooms let go of themselves, by the rules of keeping set here."""

from rapport.customers.privacy.contracts import KeptElsewhere

_elsewhere: dict[str, KeptElsewhere] = {}


def register_kept(*entries: KeptElsewhere) -> None:
    """Let a business set how long a room keeps something (in `apps.ready()`)."""
    for one in entries:
        _elsewhere[one.kept.kind] = one


def list_elsewhere() -> list[KeptElsewhere]:
    """Return what rooms registered."""
    return list(_elsewhere.values())


def find_elsewhere(kind: str) -> KeptElsewhere | None:
    """Return who lets go of a kind; None where it is done here."""
    return _elsewhere.get(kind)
