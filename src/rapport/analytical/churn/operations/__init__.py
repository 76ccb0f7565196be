"""Writes: learning who leaves, scoring everybody, telling customers' pages."""
