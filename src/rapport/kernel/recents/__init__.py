"""Recents: the records each member opened last."""
