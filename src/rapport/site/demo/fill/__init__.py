"""Filling the demo shops: the simulation's records go through the rooms' own doors, once."""

from rapport.site.demo.fill.shops import fill_shops, is_filled

__all__ = ["fill_shops", "is_filled"]
