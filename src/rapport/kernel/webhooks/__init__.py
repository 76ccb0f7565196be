"""Webhooks coming in: signed, kept as they came, safe against repeats and disorder."""
