"""Saved views: a list as somebody left it, kept for themselves or shared."""
