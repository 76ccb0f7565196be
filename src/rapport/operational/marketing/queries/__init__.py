"""Reads of marketing, one file per idea."""
