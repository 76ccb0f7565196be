"""How often a widget, an address or a visitor may call."""

RATES = {"visitor": 30, "letter": 6, "file": 12, "guest": 600, "widget": 30_000}
"""Calls a minute: a visitor's messages; letters, files and all calls of one address of the network; all calls
of a widget."""
