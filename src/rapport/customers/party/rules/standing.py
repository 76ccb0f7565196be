"""What a party is to the business: what somebody said of it, else what its stage says."""

from collections.abc import Iterable


def roles_of(said: Iterable[str], stage: str) -> list[str]:
    """Return the roles of a party in order; of whom nobody said any, the stage tells."""
    return sorted(said) or ["prospect" if stage == "prospect" else "customer"]
