"""Writes: learning how the business goes on, counting contacts."""
