"""Webhooks going out: addresses of the business's own that are told facts."""
