"""The front door of texts with places to fill."""

from rapport.kernel.merge_text.rules import MergeText, Unfilled, fill, list_places, parse

__all__ = ["MergeText", "Unfilled", "fill", "list_places", "parse"]
