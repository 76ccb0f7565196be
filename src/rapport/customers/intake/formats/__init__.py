"""Readers and writers of files: every reader speaks one row protocol (`table.py`)."""
