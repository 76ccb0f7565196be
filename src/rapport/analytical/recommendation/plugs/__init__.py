"""What the room gives to rooms below: a filter, settings; and what it knows itself to do next."""

from rapport.analytical.recommendation.plugs.actions import KeepThem, OfferAgain
from rapport.analytical.recommendation.plugs.filtering import register_filters
from rapport.analytical.recommendation.plugs.rules import declare_rules

__all__ = ["KeepThem", "OfferAgain", "declare_rules", "register_filters"]
