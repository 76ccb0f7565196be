"""Typed records the other rooms build pages from."""
