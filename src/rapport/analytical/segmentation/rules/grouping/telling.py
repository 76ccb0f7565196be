"""Which traits a group is named by."""

from rapport.analytical.segmentation.contracts import GroupProfile, Trait

TELLING = 0.35
"""From so many quartile distances on a group's middle is worth a word."""


def list_telling(profile: GroupProfile) -> list[Trait]:
    """Return what a group is named by: its most telling traits, at most two."""
    return [one for one in profile.traits if abs(one.step) >= TELLING][:2]
