"""The doors webhooks knock at, and their administration."""
