"""Customers as an importable and exportable kind."""
