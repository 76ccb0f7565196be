"""Screens and endpoints of the inbox."""
